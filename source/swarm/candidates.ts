import {formatPeerAddress} from '../protocol/peer-address.js';
import type {PeerAddress, PeerSource} from './torrent-input.js';

/** An address we know, and what became of it so far. */
export interface Candidate {
	readonly address: PeerAddress;
	/** Who told it first. */
	readonly source: PeerSource;
	/** Connected, or being dialled. */
	isBusy: boolean;
	/** A handshake succeeded once. */
	hasWorked: boolean;
	/** It is ourselves. */
	isRefused: boolean;
	/** It had every piece when we last met: of no use once we have them too. */
	isSeed: boolean;
	/** Failures in a row (R11). */
	failures: number;
	/** How often it was dropped as useless (R6). */
	drops: number;
	/** Not dialled before. */
	readyAt: number;
}

/** More addresses than this are not kept: strangers can name any number (R21). */
const maxCandidates = 4000;

/** First delay after a failure; doubled by each further one, up to the longest (R11). */
const firstRetryMs = 5000;
const longestRetryMs = 30 * 60_000;

/** Per drop as useless, before the address is dialled again (R6). */
const dropPenaltyMs = 60_000;

/** The order in which sources are believed: what a user typed first, what strangers pass around last. */
const sourceRanks: Record<PeerSource, number> = {
	user: 0,
	lab: 0,
	resume: 1,
	lsd: 1,
	incoming: 2,
	tracker: 2,
	pex: 3,
	dht: 3,
};

/** Addresses to dial: who next, and when again after a failure (R6, R11, R21). */
export class Candidates {
	readonly #byKey = new Map<string, Candidate>();
	readonly #random: () => number;
	readonly #found = new Map<PeerSource, number>();
	#busyCount = 0;
	#refusedCount = 0;
	/** Nobody is ready before this. */
	#readyAt = Number.POSITIVE_INFINITY;

	constructor(random: () => number) {
		this.#random = random;
	}

	/** Addresses of others, known and not connected. */
	get size(): number {
		return this.#byKey.size - this.#busyCount - this.#refusedCount;
	}

	/** Addresses that a source was the first to tell. */
	foundBy(source: PeerSource): number {
		return this.#found.get(source) ?? 0;
	}

	/** Counts one that is not in the list: an incoming peer, whose port can't be dialled. */
	countFound(source: PeerSource): void {
		this.#found.set(source, this.foundBy(source) + 1);
	}

	/** It was no peer's. */
	uncountFound(source: PeerSource): void {
		this.#found.set(source, this.foundBy(source) - 1);
	}

	[Symbol.iterator](): Iterator<Candidate> {
		return this.#byKey.values();
	}

	get(address: PeerAddress): Candidate | undefined {
		return this.#byKey.get(formatPeerAddress(address));
	}

	/** The candidate of an address, new or known; undefined when the list is full of better ones. */
	add(address: PeerAddress, source: PeerSource, now: number): Candidate | undefined {
		const known = this.get(address);
		if (known !== undefined) {
			return known;
		}
		if (this.#byKey.size >= maxCandidates && !this.#evictWorst()) {
			return undefined;
		}
		const candidate: Candidate = {
			address,
			source,
			isBusy: false,
			hasWorked: false,
			isRefused: false,
			isSeed: false,
			failures: 0,
			drops: 0,
			readyAt: now,
		};
		this.#byKey.set(formatPeerAddress(address), candidate);
		this.countFound(source);
		this.#readyAt = Math.min(this.#readyAt, now);
		return candidate;
	}

	/** Whether anyone may be dialled now. Costs nothing while nobody is ready. */
	isAnyReady(now: number, isWorthIt: (candidate: Candidate) => boolean): boolean {
		return now >= this.#readyAt && this.best(now, isWorthIt) !== undefined;
	}

	/**
	 * Who to dial next: those that worked before, then those never tried, in the order their sources are believed, then the
	 * ones that failed least. Equal ones at random, so that no list order of a stranger decides (R21).
	 */
	best(now: number, isWorthIt: (candidate: Candidate) => boolean): Candidate | undefined {
		let best: Candidate | undefined;
		let bestRank = Number.POSITIVE_INFINITY;
		let ties = 0;
		let readyAt = Number.POSITIVE_INFINITY;
		for (const candidate of this.#byKey.values()) {
			if (candidate.isBusy || !isWorthIt(candidate)) {
				continue;
			}
			readyAt = Math.min(readyAt, candidate.readyAt);
			const rank = candidate.readyAt > now ? Number.POSITIVE_INFINITY : rankOf(candidate);
			if (rank < bestRank) {
				best = candidate;
				bestRank = rank;
				ties = 1;
			} else if (rank === bestRank && best !== undefined && this.#random() * ++ties < 1) {
				best = candidate;
			}
		}
		this.#readyAt = readyAt;
		return best;
	}

	/** It is dialled now, or came in by itself. */
	take(candidate: Candidate): void {
		if (!candidate.isBusy) {
			candidate.isBusy = true;
			this.#busyCount++;
		}
	}

	/** It is ourselves, and never dialled again. */
	refuse(candidate: Candidate): void {
		if (!candidate.isRefused) {
			candidate.isRefused = true;
			this.#refusedCount++;
		}
	}

	/** The connection is over, or never came to be: not before a growing, jittered delay again. */
	release(candidate: Candidate, hasFailed: boolean, now: number): void {
		candidate.failures = hasFailed ? candidate.failures + 1 : 0;
		this.#delay(candidate, retryDelayMs(candidate.failures, this.#random()), now);
	}

	/** We let go of it for reasons of our own: it may be dialled again at once. */
	releaseBlameless(candidate: Candidate, now: number): void {
		this.#delay(candidate, 0, now);
	}

	/** It was dropped as useless: not before 60 s for each time that happened (R6). */
	releaseUseless(candidate: Candidate, now: number): void {
		candidate.drops++;
		this.#delay(candidate, dropPenaltyMs * candidate.drops, now);
	}

	/** The user wants it tried: its back-off is over. */
	hasten(candidate: Candidate, now: number): void {
		if (!candidate.isBusy) {
			candidate.readyAt = Math.min(candidate.readyAt, now);
			this.#readyAt = Math.min(this.#readyAt, now);
		}
	}

	/** We want what we did not want before: why the peers that worked were let go may not hold any more (R6). */
	hastenWorked(now: number): void {
		for (const candidate of this.#byKey.values()) {
			if (candidate.hasWorked) {
				this.hasten(candidate, now);
			}
		}
	}

	/** Who is worth dialling has changed. */
	refresh(now: number): void {
		this.#readyAt = now;
	}

	#delay(candidate: Candidate, delayMs: number, now: number): void {
		if (candidate.isBusy) {
			candidate.isBusy = false;
			this.#busyCount--;
		}
		candidate.readyAt = now + delayMs;
		this.#readyAt = Math.min(this.#readyAt, candidate.readyAt);
	}

	/** Makes room by forgetting the address that failed most; false when none has failed. */
	#evictWorst(): boolean {
		let worst: Candidate | undefined;
		for (const candidate of this.#byKey.values()) {
			if (
				!candidate.isBusy &&
				!candidate.isRefused &&
				candidate.failures > (worst?.failures ?? 0)
			) {
				worst = candidate;
			}
		}
		return worst !== undefined && this.#byKey.delete(formatPeerAddress(worst.address));
	}
}

/** How long an address rests: 5 s doubled by each further failure in a row, up to 30 min, ± 25 % (R11). */
export function retryDelayMs(failures: number, random: number): number {
	const delayMs = Math.min(firstRetryMs * 2 ** Math.max(0, failures - 1), longestRetryMs);
	return delayMs * (0.75 + random / 2);
}

function rankOf({hasWorked, failures, source}: Candidate): number {
	if (failures > 0) {
		return 10 + failures;
	}
	return hasWorked ? 0 : 1 + sourceRanks[source];
}
