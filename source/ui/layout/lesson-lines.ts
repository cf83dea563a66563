import type {Frame} from '../state/frame.js';
import {remembered} from '../state/frame.js';
import type {Size} from '../terminal/terminal.js';
import {fitText} from '../text/fit-text.js';
import {keyWords} from '../text/key-words.js';
import {textWidth} from '../text/text-width.js';
import {wrapWords} from '../text/wrap-words.js';

/** Smaller screens have no room for a lesson; it is in the log there. */
const leastSize: Size = {columns: 76, rows: 30};

/** No lesson takes more lines of the screen. */
const mostRows = 3;

const mark = ' Look  ';

/** What has no room is in the log. */
const wrapped = remembered((text: string, columns: number): readonly string[] => {
	const width = columns - mark.length - 1;
	const lines = wrapWords(text, width);
	const last = lines.slice(mostRows - 1).join(' ');
	return lines.length <= mostRows
		? lines
		: [...lines.slice(0, mostRows - 1), fitText(last, width).trimEnd()];
});

/** How many lines a lesson takes of a screen of this size. */
export function lessonRows(lesson: string | null, {columns, rows}: Size): number {
	const hasRoom = columns >= leastSize.columns && rows >= leastSize.rows;
	return lesson === null || !hasRoom ? 0 : wrapped(lesson, columns).length;
}

/** What to look at, and the key that takes it away where there is room to say so. */
export function lessonLines({screen, look, keymap}: Frame, width: number): readonly string[] {
	if (screen.lesson === null) {
		return [];
	}
	const lines = wrapped(screen.lesson, width);
	const command = keymap.commands.find(({name}) => name === 'lesson');
	const key = command === undefined ? '' : keyWords(keymap.keysOf(command)[0] ?? '');
	const hint = key === '' ? '' : `  ${key} hides this`;
	return lines.map((line, index) => {
		const isLast = index === lines.length - 1;
		const room = width - mark.length;
		const hasHint = isLast && textWidth(line) + hint.length <= room;
		return [
			look.paint('key', index === 0 ? mark : ' '.repeat(mark.length)),
			look.place(line, hasHint ? textWidth(line) : room),
			hasHint ? look.paint('faint', look.place(hint, room - textWidth(line))) : '',
		].join('');
	});
}
