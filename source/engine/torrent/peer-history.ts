import type {Peer} from '../../swarm/peer.js';

/** What a second of a peer's life was, as the strip of the peer page draws it. */
export const peerHistoryCodes = {
	notConnected: 0,
	choked: 1,
	unchoked: 2,
	sending: 3,
	snubbed: 4,
} as const;

/** One of {@link peerHistoryCodes}. */
export type PeerHistoryCode = (typeof peerHistoryCodes)[keyof typeof peerHistoryCodes];

/** The condition a peer is in now. */
export const historyCodeOf = (peer: Peer, now: number): PeerHistoryCode => {
	if (peer.state !== 'connected') {
		return peerHistoryCodes.notConnected;
	}

	if (peer.isSnubbed) {
		return peerHistoryCodes.snubbed;
	}

	if (now - peer.lastPayloadInAt < 1000) {
		return peerHistoryCodes.sending;
	}

	return peer.peerChoking ? peerHistoryCodes.choked : peerHistoryCodes.unchoked;
};

/** Seconds remembered: ten minutes. */
const peerHistoryLength = 600;

/**
 * The last ten minutes of a peer, a byte a second. Written as runs: a second that was like the one before costs nothing,
 * so a thousand idle peers cost nothing; the bytes are made when a page asks for them.
 */
export class PeerHistory {
	/** Pairs of start (whole seconds on the engine's clock) and code, oldest first. */
	#runs: number[] = [];

	/** From this moment on the peer is in this condition. */
	record(code: PeerHistoryCode, now: number): void {
		const runs = this.#runs;
		if (runs.at(-1) === code) {
			return;
		}

		const second = Math.floor(now / 1000);
		if (runs.at(-2) === second) {
			// Several in a second: the last one counts.
			runs[runs.length - 1] = code;
			return;
		}

		if (runs.length === 0) {
			// Exactly as long as it needs to be, for those to whom nothing else ever happens: a push makes room for 17.
			this.#runs = [second, code];
			return;
		}

		runs.push(second, code);
		this.#forget(second);
	}

	/** A byte a second up to now, newest last, at most {@link peerHistoryLength}. */
	toBytes(now: number): Uint8Array {
		const last = Math.floor(now / 1000);
		const first = Math.max(this.#runs[0] ?? last, last - peerHistoryLength + 1);
		const bytes = new Uint8Array(last - first + 1);
		for (let at = 0; at < this.#runs.length; at += 2) {
			const begin = Math.max(0, this.#runs[at]! - first);
			const end = Math.max(0, (this.#runs[at + 2] ?? last + 1) - first);
			bytes.fill(this.#runs[at + 1]!, begin, end);
		}

		return bytes;
	}

	/** Drops runs that ended before the strip begins; in halves, so that it is rare. */
	#forget(second: number): void {
		const runs = this.#runs;
		if (runs.length < 2 * peerHistoryLength) {
			return;
		}

		let keep = 0;
		while (keep + 2 < runs.length && runs[keep + 2]! <= second - peerHistoryLength) {
			keep += 2;
		}

		this.#runs = runs.slice(keep);
	}
}
