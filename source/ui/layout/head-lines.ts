import {checkedShare, doneShare, torrentStateOf} from '../../store/torrent-row.js';
import type {TorrentItem} from '../columns/torrent-columns.js';
import {bar} from '../graph/bar.js';
import {selectedTorrent} from '../panes/torrent-list.js';
import type {Frame} from '../state/frame.js';
import {percent, percentWords, rateWords} from '../text/amounts.js';
import {duration, timeLeft} from '../text/duration.js';

/** The lines on top: whose screen this is, how far the selected torrent is, and what moves. */
export function headLines(frame: Frame, width: number, rows: number): readonly string[] {
	if (rows === 0) {
		return [];
	}
	const torrent = selectedTorrent(frame);
	return rows === 1 ? [wideHead(frame, torrent, width)] : narrowHead(frame, torrent, width);
}

/** Narrower heads need the room for the torrent's name. */
const leastForLimits = 30;

function wideHead(frame: Frame, torrent: TorrentItem | undefined, width: number): string {
	const {look, title} = frame;
	const withLimits = rightSide(frame, torrent, true);
	const right =
		width - title.length - withLimits.width < leastForLimits
			? rightSide(frame, torrent, false)
			: withLimits;
	const brand = ` ${title} `;
	const frozen = frame.screen.frozen === null ? '' : ' frozen ';
	const room = width - brand.length - frozen.length - right.width - 3;
	const name = torrent?.identity?.name ?? '';
	const barWidth = room >= 60 ? Math.floor(room / 2) : room >= 36 ? 16 : 0;
	const nameWidth = Math.max(0, room - (barWidth === 0 ? 0 : barWidth + 1));
	const {filled, empty} = bar(torrent === undefined ? 0 : share(torrent), barWidth, look.glyphs);
	return [
		look.paint('focus', brand),
		look.paint('attention', frozen),
		' ',
		look.paint('header', look.foreign(name, nameWidth, {cut: 'middle'})),
		barWidth === 0 ? '' : ' ',
		look.paint('down', filled),
		look.paint('track', empty),
		' ',
		right.text,
		' ',
	].join('');
}

function share(torrent: TorrentItem): number {
	return torrentStateOf(torrent.row) === 'checking'
		? checkedShare(torrent.row)
		: doneShare(torrent.row);
}

/** Percent, rates with the limits that are set, and time left, in fixed columns. */
function rightSide(
	{look, store}: Frame,
	torrent: TorrentItem | undefined,
	hasLimits: boolean,
): {readonly text: string; readonly width: number} {
	const down = store.engineRow?.downBytesPerSecond ?? 0;
	const up = store.engineRow?.upBytesPerSecond ?? 0;
	const eta = torrent === undefined ? null : timeLeft(torrent.row.etaMs);
	const {maxDown, maxUp} = store.settings;
	const most = (limit: number) => (hasLimits && limit > 0 ? ` of ${rateWords(limit)}` : '');
	const parts: ReadonlyArray<readonly [string, string]> = [
		['header', torrent === undefined ? ' '.repeat(7) : percent(share(torrent))],
		['down', `  ${look.glyphs.down} ${rateWords(down).padStart(10)}${most(maxDown)}`],
		['up', `  ${look.glyphs.up} ${rateWords(up).padStart(10)}${most(maxUp)}`],
		['text', `  ETA ${duration(eta).padEnd(6)}`],
	];
	return {
		text: parts.map(([role, text]) => look.paint(role as 'header', text)).join(''),
		width: parts.reduce((sum, [, text]) => sum + text.length, 0),
	};
}

/** For narrow terminals: progress and name, what moves, and the headline, a line each. */
function narrowHead(
	frame: Frame,
	torrent: TorrentItem | undefined,
	width: number,
): readonly string[] {
	const {look, store, title} = frame;
	const down = rateWords(store.engineRow?.downBytesPerSecond ?? 0);
	const up = rateWords(store.engineRow?.upBytesPerSecond ?? 0);
	if (torrent === undefined) {
		return [look.paint('focus', look.foreign(title, width)), ' '.repeat(width), ' '.repeat(width)];
	}
	const left = timeLeft(torrent.row.etaMs);
	const eta = left === null ? '' : duration(left);
	const wide = `${look.glyphs.down} ${down}  ${look.glyphs.up} ${up}  ${eta}`;
	const short = `${look.glyphs.down} ${down} ${eta}`;
	const frozenWords = frame.screen.frozen === null ? '' : 'frozen';
	const done = `${percentWords(share(torrent))} `;
	return [
		look.paint(
			'header',
			look.foreign(done + (torrent.identity?.name ?? ''), width, {cut: 'middle'}),
		),
		frozenWords === ''
			? look.paint('down', look.place(wide.length <= width ? wide : short, width))
			: look.paint('attention', look.place(`${frozenWords} ${short}`, width)),
		look.paint(torrent.why.role, look.foreign(torrent.why.text, width)),
	];
}
