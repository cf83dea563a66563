import type {PendingRule} from '../../diagnosis/diagnostician.js';
import type {TorrentSample} from '../../store/engine-port.js';
import type {Finding} from '../../store/finding.js';
import {type TorrentRow, torrentStateOf} from '../../store/torrent-row.js';

/** How long nothing may have come or gone before a finding is believed to be the last word; at full time scale, milliseconds. */
const quietForMs = 5000;
/** How long data has to have flowed before a swarm is called healthy. */
const flowingForMs = 10_000;
/** Answers are awaited for so long: a swarm in which somebody is always being tried would never end. */
const answersWithinMs = 30_000;

/** What is known of an examination that may be over. Times in milliseconds. */
export interface Progress {
	readonly row: TorrentRow;
	readonly sample: TorrentSample | null;
	readonly findings: readonly Finding[];
	/** Rules that will hold if nothing changes, and would become the headline. */
	readonly pending: readonly PendingRule[];
	/** Since it began, and until it ends anyway. */
	readonly elapsedMs: number;
	readonly remainingMs: number;
	/** Since a finding came or went, or since the beginning. */
	readonly quietMs: number;
	/** Since when blocks have come in every second; 0 when none came lately. */
	readonly flowingMs: number;
	readonly timeScale: number;
}

/**
 * Whether looking longer is hardly going to change what there is to say. Never while a rule that would become the
 * headline has its time coming within what is left.
 */
export function isSure(progress: Progress): boolean {
	const {row, findings, pending, remainingMs, quietMs, flowingMs, timeScale} = progress;
	const state = torrentStateOf(row);
	if (state === 'checking' || state === 'metadata') {
		return false;
	}
	if (pending.some(({dueMs}) => dueMs <= remainingMs)) {
		return false;
	}
	const [headline] = findings;
	if (headline !== undefined && headline.severity !== 'info') {
		return quietMs >= quietForMs * timeScale && hasAnswers(progress);
	}
	if (state === 'seeding') {
		return quietMs >= quietForMs * timeScale && hasAnswers(progress);
	}
	return flowingMs >= flowingForMs * timeScale;
}

/** Everybody asked has answered or failed, and every address was tried; or it takes too long to wait for. */
function hasAnswers({row, sample, elapsedMs, timeScale}: Progress): boolean {
	const isAsking = sample?.trackers.some(
		({state, failures, peers}) => state === 'announcing' && failures === 0 && peers === null,
	);
	const isTrying = row.connecting > 0 || row.candidatesUntried > 0;
	return !(isAsking || isTrying) || elapsedMs >= answersWithinMs * timeScale;
}
