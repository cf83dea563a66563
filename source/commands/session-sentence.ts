import {doneShare, type TorrentRow} from '../store/torrent-row.js';
import {bytesText, durationText, rateText} from './amounts.js';
import type {SessionTorrent} from './download-session.js';
import {percentText} from './progress-bar.js';
import {savedPath} from './saved-path.js';

/** A torrent is here: name, bytes, time, rates, and where it is. */
export function completeSentence(torrent: SessionTorrent): string {
	const {row, addedAt, completedAt, metainfo} = torrent;
	const elapsedMs = (completedAt ?? addedAt) - addedAt;
	if (row === undefined || row.downBytes === 0) {
		const size = bytesText(row?.haveWantedBytes ?? metainfo.length);
		return `${torrent.metainfo.name} was complete already: ${size} checked, in ${savedPath(torrent)}`;
	}
	const rate = (bytes: number) => rateText((bytes * 1000) / Math.max(1, elapsedMs));
	return (
		`${torrent.metainfo.name} is complete: ${bytesText(row.downBytes)} in ${durationText(elapsedMs)}` +
		` (${rate(row.downBytes)} down, ${rate(row.upBytes)} up), in ${savedPath(torrent)}`
	);
}

/** How far the connections have come (R14): the place where a swarm is stuck. */
function swarmText(row: TorrentRow | undefined): string {
	if (row === undefined) {
		return 'it had not started';
	}
	const {connected, wantedFromPeers, unchokedUs, candidates} = row;
	if (connected === 0) {
		return candidates === 0
			? 'no peer was found'
			: `none of ${candidates} known peers is connected`;
	}
	return `${connected} connected, ${wantedFromPeers} with what we want, ${unchokedUs} unchoked us`;
}

function progressText(torrent: SessionTorrent): string {
	const done = percentText(torrent.row === undefined ? 0 : doneShare(torrent.row));
	return `${done} of ${torrent.metainfo.name}`;
}

/** The time of `--timeout` is up. */
export function timeoutSentence(torrent: SessionTorrent, timeoutMs: number): string {
	return (
		`gave up after ${durationText(timeoutMs)} with ${progressText(torrent)} (${swarmText(torrent.row)});` +
		` what is there stays in ${savedPath(torrent)}`
	);
}

/** A signal came. */
export function interruptedSentence(torrent: SessionTorrent): string {
	return (
		`interrupted with ${progressText(torrent)}; what is there stays in ${savedPath(torrent)}` +
		', and the same command goes on with it'
	);
}
