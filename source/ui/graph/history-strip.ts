import type {Look} from '../theme/look.js';
import type {Role} from '../theme/themes.js';

/** What a second of a peer's history can be, as `PeerDetail.history` codes it, with its glyphs. */
const states = [
	{words: 'away', role: 'track', unicode: ' ', ascii: ' '},
	{words: 'choked', role: 'faint', unicode: '▁', ascii: '_'},
	{words: 'unchoked', role: 'text', unicode: '▄', ascii: '='},
	{words: 'sending', role: 'down', unicode: '█', ascii: '#'},
	{words: 'snubbed', role: 'attention', unicode: '×', ascii: 'x'},
] as const satisfies ReadonlyArray<{
	readonly words: string;
	readonly role: Role;
	readonly unicode: string;
	readonly ascii: string;
}>;

/** Of several seconds in one cell the most telling wins: snubbed, sending, unchoked, choked, away. */
const telling = [4, 3, 2, 1, 0] as const;

/** Seconds that the strip shows. */
const stripSeconds = 600;

/** The last ten minutes of a peer in one line over the whole width, newest at the right. */
export function historyStrip(history: Uint8Array, width: number, look: Look): string {
	const start = history.length - stripSeconds;
	let line = '';
	for (let cell = 0; cell < width; cell++) {
		const first = start + Math.floor((cell * stripSeconds) / width);
		const end = start + Math.ceil(((cell + 1) * stripSeconds) / width);
		const seconds = history.subarray(Math.max(0, first), Math.max(0, end));
		const code = telling.find(each => seconds.includes(each)) ?? 0;
		const {role, unicode, ascii} = states[code];
		line += look.paint(role, look.isAscii ? ascii : unicode);
	}
	return line;
}

/** What the glyphs of the strip mean. */
export function historyLegend(look: Look): string {
	return states
		.slice(1)
		.map(
			({words, role, unicode, ascii}) =>
				`${look.paint(role, look.isAscii ? ascii : unicode)} ${look.paint('faint', words)}`,
		)
		.join('  ');
}
