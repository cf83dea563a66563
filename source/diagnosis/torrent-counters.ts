import {type TorrentColumn, torrentColumns} from '../store/columns.js';
import {indexColumns} from '../store/row-table.js';
import type {DialMetrics, HandshakeMetrics} from './metrics.js';
import {bucketCount, SampleRing} from './sample-ring.js';

/** The place of each column in a torrent's row. */
export const torrentPlaces = indexColumns(torrentColumns);

/** Counters whose growth over the window the rules ask for. */
const counters = [
	'dialSuccesses',
	'dialTimeouts',
	'dialRefusals',
	'dialUnreachable',
	'dialOtherFailures',
	'utpDialAttempts',
	'utpDialSuccesses',
	'ipv6DialAttempts',
	'ipv6DialSuccesses',
	'handshakesSent',
	'plainHandshakesSent',
	'plainHandshakesCut',
	'handshakesCutBothWays',
	'wrongInfoHashes',
] as const satisfies readonly TorrentColumn[];

type Counter = (typeof counters)[number];

const places = indexColumns(counters);
const zeros = new Float64Array(counters.length);

/** How one torrent's tries to connect went over the window. */
export class TorrentCounters {
	readonly #ring = new SampleRing(counters.length);
	readonly #sample = new Float64Array(counters.length);

	/** The torrent was started again: its counters begin anew. */
	clear(): void {
		this.#ring.clear();
	}

	/** Takes the counters of a torrent's row; `bucketMs` is a sixtieth of the window. */
	record(row: Float64Array, now: number, bucketMs: number): void {
		for (const [place, name] of counters.entries()) {
			this.#sample[place] = row[torrentPlaces[name]]!;
		}
		if (this.#ring.count === 0 && now - row[torrentPlaces.startedAt]! <= bucketMs * bucketCount) {
			// It started inside the window: all it counted so far belongs to it.
			this.#ring.record(zeros, now - bucketMs, bucketMs);
		}
		this.#ring.record(this.#sample, now, bucketMs);
	}

	/** Connections we opened, by how they ended. */
	dials(): DialMetrics {
		const successes = this.#growth('dialSuccesses');
		const timeouts = this.#growth('dialTimeouts');
		const refusals = this.#growth('dialRefusals');
		const unreachable = this.#growth('dialUnreachable');
		const otherFailures = this.#growth('dialOtherFailures');
		const attempts = successes + timeouts + refusals + unreachable + otherFailures;
		const utp = {
			attempts: this.#growth('utpDialAttempts'),
			successes: this.#growth('utpDialSuccesses'),
		};
		const ipv6 = {
			attempts: this.#growth('ipv6DialAttempts'),
			successes: this.#growth('ipv6DialSuccesses'),
		};
		return {
			attempts,
			successes,
			timeouts,
			refusals,
			unreachable,
			otherFailures,
			utp,
			tcp: {attempts: attempts - utp.attempts, successes: successes - utp.successes},
			ipv6,
			ipv4: {attempts: attempts - ipv6.attempts, successes: successes - ipv6.successes},
		};
	}

	/** Handshakes on those connections. */
	handshakes(): HandshakeMetrics {
		return {
			sent: this.#growth('handshakesSent'),
			plainSent: this.#growth('plainHandshakesSent'),
			plainCut: this.#growth('plainHandshakesCut'),
			cutBothWays: this.#growth('handshakesCutBothWays'),
			wrongInfoHashes: this.#growth('wrongInfoHashes'),
		};
	}

	#growth(counter: Counter): number {
		return this.#ring.growth(places[counter]);
	}
}
