import type {CloseReason} from '../store/close-reason.js';
import type {CloseMetrics} from './metrics.js';

/** Closes kept at most; more than this in one window says the same as this many. */
const capacity = 512;

/** Ends that tell nothing about the network: a person's wish, our own rules (E24 has the liars), or a handshake that named its reason. */
const unremarkable: ReadonlySet<CloseReason> = new Set<CloseReason>([
	'connect-timeout',
	'connect-refused',
	'connect-unreachable',
	'connect-failed',
	'wrong-infohash',
	'self-connection',
	'duplicate-connection',
	'banned',
	'filtered',
	'unknown-torrent',
	'no-mutual-interest',
	'both-upload-only',
	'idle-while-seeding',
	'sent-corrupt-data',
	'too-many-connections',
	'replaced-by-better',
	'kicked',
	'torrent-paused',
	'torrent-removed',
	'torrent-failed',
	'shutting-down',
]);

/** A connection that ended. */
export interface Close {
	/** Engine clock. */
	readonly at: number;
	readonly address: string;
	readonly reason: CloseReason;
	readonly lifeMs: number;
	readonly isHandshaken: boolean;
	/** Pieces it had that we wanted, and wanted pieces we had, when it went. */
	readonly piecesWanted: number;
	readonly haveWantedPieces: number;
}

/** The connections of one torrent that ended in the window. */
export class CloseLog {
	#closes: Close[] = [];

	add(close: Close): void {
		if (this.#closes.length === capacity) {
			this.#closes.shift();
		}
		this.#closes.push(close);
	}

	/** Forgets what ended before `since`. */
	prune(since: number): void {
		if (this.#closes.length > 0 && this.#closes[0]!.at < since) {
			this.#closes = this.#closes.filter(close => close.at >= since);
		}
	}

	/** `settled`: connections that stand long enough not to count as dropping; `haveWantedPieces`: those we have now. */
	metrics(settled: number, haveWantedPieces: number): CloseMetrics {
		const drops = this.#closes.filter(close => isDrop(close));
		return {
			count: drops.length,
			medianLifeMs: medianLife(drops, settled),
			reasons: countReasons(drops),
			ends: () => this.#closes.toReversed(),
			silent: this.#addresses(close => close.reason === 'silent-after-handshake'),
			// What we got since can't have been more pieces than this: below it, one of its pieces is still missing.
			leftWithWanted: this.#addresses(
				close =>
					close.reason !== 'sent-corrupt-data' &&
					close.piecesWanted > haveWantedPieces - close.haveWantedPieces,
			),
		};
	}

	#addresses(isMeant: (close: Close) => boolean): number {
		return this.#closes.length === 0
			? 0
			: new Set(this.#closes.filter(close => isMeant(close)).map(close => close.address)).size;
	}
}

/** A peer that went although nobody here wanted it to. One that was reached and never answered has not lived at all. */
function isDrop(close: Close): boolean {
	return (
		(close.isHandshaken || close.reason === 'handshake-timeout') && !unremarkable.has(close.reason)
	);
}

/** With the settled connections as lives without an end: where most connections stand, they don't keep dropping. */
function medianLife(drops: readonly Close[], settled: number): number {
	if (drops.length === 0) {
		return Number.NaN;
	}
	const lives = drops
		.map(close => (close.isHandshaken ? close.lifeMs : 0))
		.toSorted((a, b) => a - b);
	return lives[Math.floor((lives.length + settled) / 2)] ?? Number.POSITIVE_INFINITY;
}

function countReasons(drops: readonly Close[]): CloseMetrics['reasons'] {
	const counts = new Map<CloseReason, {reason: CloseReason; count: number; address: string}>();
	for (const {reason, address} of drops) {
		counts.set(reason, {reason, count: (counts.get(reason)?.count ?? 0) + 1, address});
	}
	return [...counts.values()].toSorted((a, b) => b.count - a.count);
}
