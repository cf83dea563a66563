import {panes} from '../panes/panes.js';
import type {Frame} from '../state/frame.js';
import type {LineHandles} from '../terminal/line-handles.js';
import {arrange, type Rect} from './arrange.js';
import {footerLine} from './footer-line.js';
import {headLines} from './head-lines.js';
import {lessonLines} from './lesson-lines.js';
import {paneLines} from './pane-frame.js';

/**
 * The head, the panes and the footer as a frame made without Ink, which takes 200 ms to load: what stands on the screen
 * until it is there.
 */
export function plainFrame(frame: Frame, handles: LineHandles): string {
	const {head, lesson, footer, lines} = arrange(
		frame.screen,
		frame.size,
		frame.store.torrents.size,
	);
	const rows = Array.from({length: frame.size.rows}, () => '');
	const put = (rect: Rect, drawn: readonly string[]) => {
		for (const [index, line] of drawn.slice(0, rect.height).entries()) {
			const row = rows[rect.y + index];
			if (row !== undefined) {
				const width = [...row].length;
				rows[rect.y + index] = row + ' '.repeat(rect.x - width) + handles.lend(line, false);
			}
		}
	};
	put(head, headLines(frame, head.width, head.height));
	put(lesson, lessonLines(frame, lesson.width));
	for (const placed of lines.flat()) {
		put(placed.rect, paneLines(frame, placed, panes[placed.id]));
	}
	put(footer, [footerLine(frame, footer.width)]);
	return rows.join('\n');
}
