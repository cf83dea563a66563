import {diagnosticsHead, diagnosticsName} from '../../store/diagnostics-block.js';
import type {LogLevel} from '../../store/engine-port.js';
import type {LogLine} from '../../store/event-log.js';
import {filterOf} from '../columns/row-order.js';
import type {Frame} from '../state/frame.js';
import {amountOf} from '../text/amounts.js';
import {cleanText} from '../text/clean-text.js';
import {timeOfDay} from '../text/duration.js';
import {keyWords} from '../text/key-words.js';
import {wrapWords} from '../text/wrap-words.js';
import type {Look} from '../theme/look.js';
import type {Role} from '../theme/themes.js';
import type {Area, Pane} from './pane.js';

const severity: {readonly [Level in LogLevel]: number} = {debug: 0, info: 1, warn: 2, error: 3};

const roles: {readonly [Level in LogLevel]: Role} = {
	debug: 'faint',
	info: 'text',
	warn: 'attention',
	error: 'error',
};

/** Pane 7: what happened, newest last; it stands still while it is scrolled back. */
export const logPane: Pane = {
	id: 'log',
	number: '7',
	title: 'Log',
	content(frame, area) {
		const {look, screen} = frame;
		const lines = logLines(frame, screen.log.end ?? frame.store.logTotal, area.height);
		const rows = lines.flatMap(line => rowsOf(line, area, look)).slice(-area.height);
		return {
			lines:
				rows.length === 0 ? [look.paint('faint', look.place('  nothing yet', area.width))] : rows,
			note: noteOf(frame),
		};
	},
};

/** At most `limit` lines up to `end` that the level, the peer and the filter let through. */
export function logLines(frame: Frame, end: number, limit: number): readonly LogLine[] {
	const {log, lists} = frame.screen;
	const matches = filterOf(lists.log.filter);
	// Who looks for a peer or a word finds it in the blocks too.
	const isFolded = !log.isUnfolded && log.peerId === null && matches === undefined;
	const lines = frame.store.log.before(
		end,
		limit,
		line =>
			severity[line.level] >= severity[log.level] &&
			(log.peerId === null || line.peerId === log.peerId) &&
			(matches === undefined || matches(`${line.address ?? ''} ${line.name} ${line.text}`)) &&
			!(isFolded && line.name === diagnosticsName && !isHead(line)),
	);
	return isFolded ? lines.map(line => (isHead(line) ? foldedBlock(frame, line) : line)) : lines;
}

function isHead({name, text}: LogLine): boolean {
	return name === diagnosticsName && text.startsWith(diagnosticsHead);
}

/** A block of diagnostics as one line with what it comes down to: it has six lines a peer, every half a minute. */
function foldedBlock({store, keymap, look}: Frame, head: LogLine): LogLine {
	let peers = 0;
	let able = 0;
	for (let number = head.number + 1; ; number++) {
		const line = store.log.line(number);
		if (line?.name !== diagnosticsName || line.peerId === null) {
			break;
		}
		peers++;
		able += Number(line.text.includes('Can download: true'));
	}
	const open = keymap.commands.find(({name}) => name === 'open');
	const key = open === undefined ? '' : keyWords(keymap.keysOf(open)[0] ?? '', look.isAscii);
	const hint = key === '' ? '' : ` (${key} unfolds)`;
	return {
		...head,
		text: `${diagnosticsHead} ${amountOf(peers, 'peer')}, ${able} can download${hint}`,
	};
}

/** Columns of the time before a line. */
const timeWidth = 9;

/** Where fewer rows than this are seen a line takes one, so that more than one line is seen. */
const leastRowsToWrap = 5;

type LogArea = Pick<Area, 'width' | 'height'>;

/** How many rows of the pane a line takes. */
export function logRowCount(line: LogLine, area: LogArea, look: Look): number {
	return wordsOf(line, area, look).length;
}

/** A line of the log; what has no room in one row, and the further lines of a block, stand indented under it. */
function rowsOf(line: LogLine, area: LogArea, look: Look): readonly string[] {
	const time = look.paint('faint', look.place(timeOfDay(line.epochMs), timeWidth));
	const room = area.width - timeWidth;
	return wordsOf(line, area, look).map((text, index) => {
		const words = look.paint(roles[line.level], look.place(text, room));
		return (index === 0 ? time : ' '.repeat(Math.min(area.width, timeWidth))) + words;
	});
}

function wordsOf(line: LogLine, {width, height}: LogArea, look: Look): readonly string[] {
	const level = line.level === 'info' ? '' : `${line.level}: `;
	const address =
		line.address === null || line.text.includes(line.address) ? '' : `${line.address} `;
	return `${level}${address}${line.text}`.split('\n').flatMap(text => {
		const clean = cleanText(text, look.isAscii);
		const wrapped =
			height < leastRowsToWrap
				? [clean]
				: wrapWords(clean, width - timeWidth, look.glyphs.ellipsis);
		return wrapped.length === 0 ? [''] : wrapped;
	});
}

function noteOf({screen, store}: Frame): string {
	const {log, lists} = screen;
	const parts: string[] = [];
	if (lists.log.filter !== '') {
		parts.push(`/${lists.log.filter}`);
	}
	if (log.peerId !== null) {
		parts.push(store.peerIdentities.get(log.peerId)?.address ?? `peer ${log.peerId}`);
	}
	parts.push(`from ${log.level} up`);
	parts.push(log.end === null ? 'following' : `frozen, ${store.logTotal - log.end} newer`);
	return parts.join('  ');
}
