import {blockLength} from '../protocol/messages.js';
import {checkedShare, doneShare, type TorrentRow, torrentStateOf} from '../store/torrent-row.js';
import {bytesText, durationText, rateText} from './amounts.js';
import type {DownloadSession} from './download-session.js';
import {crashError, type Outcome} from './exit.js';
import {headlineOf} from './headline.js';
import {percentText} from './progress-bar.js';
import {savedPath} from './saved-path.js';
import type {SessionEnd} from './session-end.js';
import type {SessionTorrent} from './session-torrent.js';
import {typedText} from './typed-text.js';

/** What came in during this run: `downBytes` goes on from the runs before. */
function receivedBytes({downBytes, blocksReceived}: TorrentRow): number {
	return Math.min(downBytes, blocksReceived * blockLength);
}

/** A torrent is here: name, bytes, time, rates, and where it is. */
export function completeSentence(torrent: SessionTorrent): string {
	const {row, firstRow, addedAt, completedAt, metainfo} = torrent;
	const elapsedMs = (completedAt ?? addedAt) - addedAt;
	const upBytes = (row?.upBytes ?? 0) - (firstRow?.upBytes ?? 0);
	if (row === undefined || row.blocksReceived === 0) {
		const size = bytesText(row?.haveWantedBytes ?? metainfo.length);
		const given = upBytes > 0 ? `, ${bytesText(upBytes)} sent` : '';
		return `${metainfo.name} was complete already: ${size} checked${given}, in ${savedPath(torrent)}`;
	}
	const rate = (bytes: number) => rateText((bytes * 1000) / Math.max(1, elapsedMs));
	const downBytes = receivedBytes(row);
	return (
		`${metainfo.name} is complete: ${bytesText(downBytes)} in ${durationText(elapsedMs)}` +
		` (${rate(downBytes)} down, ${rate(upBytes)} up), in ${savedPath(torrent)}`
	);
}

/** What holds it up, or how far the connections have come (R14): the place where a swarm is stuck. */
function swarmText({row, findings}: SessionTorrent): string {
	if (row === undefined) {
		return 'it had not started';
	}
	if (isChecking(row)) {
		return 'peers are asked once that is done';
	}
	const headline = headlineOf({row, findings});
	if (headline !== undefined) {
		return headline;
	}
	const {connected, wantedFromPeers, unchokedUs, candidates} = row;
	if (connected === 0) {
		return candidates === 0
			? 'no peer was found'
			: `none of ${candidates} known peers is connected`;
	}
	return `${connected} connected, ${wantedFromPeers} with what we want, ${unchokedUs} unchoked us`;
}

function progressText({row, metainfo}: SessionTorrent): string {
	return row !== undefined && isChecking(row)
		? `${percentText(checkedShare(row))} of ${metainfo.name} checked`
		: `${percentText(row === undefined ? 0 : doneShare(row))} of ${metainfo.name}`;
}

/** What is on disk is being hashed: how much of it is whole nobody knows yet. */
function isChecking(row: TorrentRow): boolean {
	return torrentStateOf(row) === 'checking';
}

/** The time of `--timeout` is up. */
function timeoutSentence(torrent: SessionTorrent, timeoutMs: number): string {
	return (
		`gave up after ${durationText(timeoutMs)} with ${progressText(torrent)} (${swarmText(torrent)});` +
		` what is there stays in ${savedPath(torrent)}`
	);
}

/** A signal came, or the reader of our output went away. */
function interruptedSentence(torrent: SessionTorrent, why: string): string {
	return (
		`${why} with ${progressText(torrent)}; what is there stays in ${savedPath(torrent)}` +
		', and the same command goes on with it'
	);
}

function completeOutcome(torrents: readonly SessionTorrent[]): Outcome {
	const [first] = torrents;
	if (torrents.length === 1 && first !== undefined) {
		return {status: 0, sentence: completeSentence(first)};
	}
	const dir = typedText(first?.torrent.dir ?? '');
	return {status: 0, sentence: `${torrents.length} torrents are complete, in ${dir}`};
}

function failedOutcome(torrents: readonly SessionTorrent[]): Outcome {
	const failed = torrents.filter(({error}) => error !== null);
	const error = failed[0]?.error ?? 'it failed';
	const many = `${failed.length} of ${torrents.length} torrents failed, the first: ${error}`;
	return {status: 1, sentence: torrents.length === 1 ? error : many};
}

/**
 * The exit status of a session, and its last sentence.
 * @throws what the engine crashed with.
 */
export function sessionOutcome(
	end: SessionEnd,
	{torrents}: DownloadSession,
	timeoutMs: number | null,
): Outcome {
	const unfinished = torrents.find(({completedAt}) => completedAt === null) ?? torrents[0]!;
	switch (end.kind) {
		case 'complete':
			return completeOutcome(torrents);
		case 'failed':
			return failedOutcome(torrents);
		case 'timeout':
			return {status: 3, sentence: timeoutSentence(unfinished, timeoutMs ?? 0)};
		case 'interrupted':
			return {
				status: 130,
				sentence:
					unfinished.completedAt === null
						? interruptedSentence(unfinished, 'interrupted')
						: `interrupted while seeding; ${completeSentence(unfinished)}`,
			};
		case 'closed':
			return {
				status: 1,
				sentence: interruptedSentence(unfinished, 'nobody reads stdout any more,'),
			};
		case 'refused':
			return {status: end.isUsage ? 2 : 1, sentence: end.error};
		case 'crashed':
			throw crashError(end);
	}
}
