import {statisticsLines} from '../store/statistics-lines.js';
import {checkedShare, doneShare, type TorrentRow, torrentStateOf} from '../store/torrent-row.js';
import {durationText, rateText} from './amounts.js';
import {headlineOf} from './headline.js';
import {percentText, progressBar} from './progress-bar.js';
import type {SessionTorrent} from './session-torrent.js';

/** A torrent that the engine has told numbers of. */
type Running = SessionTorrent & {readonly row: TorrentRow};

function isRunning(torrent: SessionTorrent): torrent is Running {
	return torrent.row !== undefined;
}

function etaText(etaMs: number): string {
	return Number.isFinite(etaMs) ? `ETA ${durationText(etaMs)}` : 'ETA unknown';
}

function rates(row: Pick<TorrentRow, 'downBytesPerSecond' | 'upBytesPerSecond'>, isAscii: boolean) {
	const [down, up] = isAscii ? ['down', 'up'] : ['↓', '↑'];
	return `${down} ${rateText(row.downBytesPerSecond)}  ${up} ${rateText(row.upBytesPerSecond)}`;
}

/** What a torrent does, and how far it is: checking, downloading or seeding. */
function stage({row}: Running): {word: string; share: number} {
	switch (torrentStateOf(row)) {
		case 'checking':
			return {word: 'checking ', share: checkedShare(row)};
		case 'seeding':
			return {word: 'seeding ', share: 1};
		case 'paused':
			return {word: 'paused ', share: doneShare(row)};
		default:
			return {word: '', share: doneShare(row)};
	}
}

function sumOf(running: readonly Running[], column: keyof TorrentRow): number {
	return running.reduce((sum, {row}) => sum + row[column], 0);
}

function peersText(count: number): string {
	return count === 1 ? '1 peer' : `${count} peers`;
}

/** The one live line of a terminal: bar, rates, time left, peers; several torrents are summed up. */
export function liveText(torrents: readonly SessionTorrent[], isAscii: boolean): string {
	const running = torrents.filter(isRunning);
	const [first] = running;
	if (first === undefined) {
		return 'starting';
	}
	const row = {
		downBytesPerSecond: sumOf(running, 'downBytesPerSecond'),
		upBytesPerSecond: sumOf(running, 'upBytesPerSecond'),
	};
	const isOne = running.length === 1;
	const wantedBytes = sumOf(running, 'wantedBytes');
	const {word, share} = isOne
		? stage(first)
		: {word: '', share: wantedBytes > 0 ? sumOf(running, 'haveWantedBytes') / wantedBytes : 0};
	const name = isOne ? first.metainfo.name : `${running.length} torrents`;
	return [
		`${progressBar(share, 16, isAscii)} ${percentText(share)}`,
		rates(row, isAscii),
		...(isOne && share < 1 ? [etaText(first.row.etaMs)] : []),
		(isOne ? headlineOf(first) : undefined) ??
			`${peersText(sumOf(running, 'connected'))}, ${sumOf(running, 'unchokedUs')} unchoked us`,
		`${word}${name}`,
	].join('  ');
}

/** A torrent's plain line, for pipes and logs: the same facts, then the seeds' three lines. */
export function plainText(torrent: SessionTorrent): string {
	const {name} = torrent.metainfo;
	if (!isRunning(torrent)) {
		return `${name}: starting`;
	}
	const {word, share} = stage(torrent);
	const eta = share < 1 ? [etaText(torrent.row.etaMs)] : [];
	const headline = headlineOf(torrent);
	const facts = [percentText(share), rates(torrent.row, true), ...eta];
	const lines = [...facts, ...statisticsLines(torrent.row), ...(headline ? [headline] : [])];
	return `${word}${name}: ${lines.join(' | ')}`;
}
