import type {PeerAddress} from '../../source/swarm/torrent-input.js';
import type {Chance} from './chance.js';
import type {Scheduler} from './scheduler.js';
import {Wire, type WireOptions} from './wire.js';

/** Somebody who takes connections. */
export interface Listener {
	/** @returns the end that hears the connection. */
	accept(wire: Wire, from: PeerAddress): void;
}

/** What a dialler hears: a wire, of which it is end 0, or why there is none. */
export type DialResult = Wire | 'connect-refused' | 'connect-unreachable';

/** How good the connections of a network are. */
export interface NetworkOptions {
	/** The share of connections that break at some time. */
	readonly breakShare: number;
	/** Bytes a second of the slowest connections. */
	readonly slowest: number;
	/** How many times as fast the fastest are; 100 when absent. */
	readonly spread?: number;
}

/** Who can be reached where, and how good the connections are. */
export class Network {
	readonly #scheduler: Scheduler;
	readonly #chance: Chance;
	readonly #listeners = new Map<string, Listener>();
	/** Addresses from which nothing ever comes back. */
	readonly #blackHoles = new Set<string>();
	readonly #options: NetworkOptions;
	#nextPort = 50_000;

	constructor(scheduler: Scheduler, chance: Chance, options: NetworkOptions) {
		this.#scheduler = scheduler;
		this.#chance = chance;
		this.#options = options;
	}

	listen(host: string, listener: Listener): void {
		this.#listeners.set(host, listener);
	}

	addBlackHole(host: string): void {
		this.#blackHoles.add(host);
	}

	/** Opens a connection; `callback` hears how it went, never for a black hole. */
	connect(from: string, to: PeerAddress, callback: (result: DialResult) => void): void {
		if (this.#blackHoles.has(to.host)) {
			return;
		}
		const options = this.#wireOptions();
		this.#scheduler.after(2 * options.delayMs, () => {
			const listener = this.#listeners.get(to.host);
			if (listener === undefined) {
				callback(this.#chance.isHit(0.8) ? 'connect-refused' : 'connect-unreachable');
				return;
			}
			const wire = new Wire(this.#scheduler, this.#chance.fork(), options);
			callback(wire);
			if (wire.isOpen) {
				listener.accept(wire, {host: from, port: this.#nextPort++});
			}
			if (this.#chance.isHit(this.#options.breakShare)) {
				this.#scheduler.after(this.#chance.spread(500, 120_000), () => wire.break());
			}
		});
	}

	#wireOptions(): WireOptions {
		const chance = this.#chance;
		const {slowest, spread = 100} = this.#options;
		return {
			delayMs: chance.spread(1, 300),
			bytesPerSecond: chance.spread(slowest, slowest * spread),
			crumbs: chance.isHit(0.3) ? 0.5 : 0.02,
		};
	}
}
