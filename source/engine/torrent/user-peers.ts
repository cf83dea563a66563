import {monotonicNow} from '../clock.js';
import type {HostResolver} from '../tracker/host-resolver.js';
import {failureOf} from '../tracker/tracker-failure.js';
import type {TorrentSwarm} from './torrent-swarm.js';

/** How long a name server may take. */
const lookupMs = 15_000;

/** Addresses a person named: looked up when they are names, then dialled like any others, again and again with back-off. */
export class UserPeers {
	readonly #swarm: Pick<TorrentSwarm, 'torrent' | 'hurry'>;
	readonly #resolver: HostResolver;
	readonly #closing = new AbortController();
	readonly #report: (text: string) => void;

	/** @param report hears a sentence on each name that could not be looked up */
	constructor(
		swarm: Pick<TorrentSwarm, 'torrent' | 'hurry'>,
		resolver: HostResolver,
		report: (text: string) => void,
	) {
		this.#swarm = swarm;
		this.#resolver = resolver;
		this.#report = report;
	}

	/** Never rejects. */
	async add(host: string, port: number): Promise<void> {
		const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(lookupMs)]);
		try {
			const found = await this.#resolver.resolve(host, signal);
			const now = monotonicNow();
			const addresses = found.map(({address}) => ({host: address, port}));
			this.#swarm.torrent.handleCandidates(addresses, 'user', now);
			this.#swarm.hurry(now);
		} catch (error) {
			if (!this.#closing.signal.aborted) {
				this.#report(`Could not look up peer ${host}: ${failureOf(error).message}`);
			}
		}
	}

	close(): void {
		this.#closing.abort();
	}
}
