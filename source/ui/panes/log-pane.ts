import type {LogLevel} from '../../store/engine-port.js';
import type {LogLine} from '../../store/event-log.js';
import {filterOf} from '../columns/row-order.js';
import type {Frame} from '../state/frame.js';
import {timeOfDay} from '../text/duration.js';
import type {Look} from '../theme/look.js';
import type {Role} from '../theme/themes.js';
import type {Pane} from './pane.js';

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
		const rows = lines.flatMap(line => rowsOf(line, area.width, look)).slice(-area.height);
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
	return frame.store.log.before(
		end,
		limit,
		line =>
			severity[line.level] >= severity[log.level] &&
			(log.peerId === null || line.peerId === log.peerId) &&
			(matches === undefined || matches(`${line.address ?? ''} ${line.name} ${line.text}`)),
	);
}

/** A line of the log, and the further lines of a block (the diagnostics) indented under it. */
function rowsOf(line: LogLine, width: number, look: Look): readonly string[] {
	const time = `${timeOfDay(line.epochMs)} `;
	const level = line.level === 'info' ? '' : `${line.level}: `;
	const address =
		line.address === null || line.text.includes(line.address) ? '' : `${line.address} `;
	const [first = '', ...others] = line.text.split('\n');
	return [
		look.paint('faint', time) +
			look.paint(roles[line.level], look.foreign(level + address + first, width - time.length)),
		...others.map(text =>
			look.paint(roles[line.level], look.foreign(`${' '.repeat(time.length)}${text}`, width)),
		),
	];
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
