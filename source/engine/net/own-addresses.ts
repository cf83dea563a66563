import {networkInterfaces} from 'node:os';
import {formatPeerAddress} from '../../protocol/peer-address.js';
import type {PeerAddress} from '../../swarm/torrent-input.js';
import {monotonicNow} from '../clock.js';
import {normaliseHost} from './peer-address.js';

/** Interfaces are looked at again after this, milliseconds. */
const lookMs = 30_000;

/** Addresses proven to be ours that are remembered. */
const maxProven = 100;

/** Which addresses are our own: those of our interfaces with our port, and those where we met ourselves (E38). */
export class OwnAddresses {
	readonly #listenPort: () => number | null;
	readonly #proven = new Set<string>();
	#hosts: ReadonlySet<string> = new Set();
	#lookedAt = Number.NEGATIVE_INFINITY;

	constructor(listenPort: () => number | null) {
		this.#listenPort = listenPort;
	}

	/** A connection to this address ended at ourselves. */
	prove(address: PeerAddress): void {
		if (this.#proven.size < maxProven) {
			this.#proven.add(formatPeerAddress(address));
		}
	}

	readonly has = (address: PeerAddress): boolean =>
		this.#proven.has(formatPeerAddress(address)) ||
		(address.port === this.#listenPort() && this.#localHosts().has(address.host));

	#localHosts(): ReadonlySet<string> {
		const now = monotonicNow();
		if (now - this.#lookedAt >= lookMs) {
			this.#lookedAt = now;
			const all = Object.values(networkInterfaces()).flatMap(each => each ?? []);
			this.#hosts = new Set(all.map(({address}) => normaliseHost(address)));
		}

		return this.#hosts;
	}
}
