import {isIP} from 'node:net';
import {lookUpHost} from './host-lookup.js';

/** An address of a host, and its family. */
export interface HostAddress {
	readonly address: string;
	readonly family: 4 | 6;
}

/** A name server that is asked everything at once answers nothing. */
const maxLookups = 2;

/** How long an answer is good for: several torrents and both families ask for the same host. */
const lifeMs = 60_000;
const maxAnswers = 256;

/** Looks one host up. Rejects with an error that has the system's code. */
export type HostLookup = (host: string) => Promise<readonly HostAddress[]>;

/** Looks hosts up as the system does (hosts file, name servers), a few at a time. */
export class HostResolver {
	readonly #lookup: HostLookup;
	readonly #now: () => number;
	readonly #answers = new Map<string, {at: number; addresses: readonly HostAddress[]}>();
	readonly #waiting: Array<() => void> = [];
	#lookups = 0;

	constructor(now: () => number, lookUp: HostLookup = host => lookUpHost(host)) {
		this.#now = now;
		this.#lookup = lookUp;
	}

	/**
	 * The addresses of a host, of each family there is; a literal address is its own. Rejects with the lookup's error, or
	 * with the signal's reason.
	 */
	async resolve(host: string, signal: AbortSignal): Promise<readonly HostAddress[]> {
		const bare = host.replace(/^\[|\]$/g, '');
		const family = isIP(bare);
		if (family !== 0) {
			return [{address: bare, family: family === 4 ? 4 : 6}];
		}
		const known = this.#answers.get(bare);
		if (known !== undefined && this.#now() < known.at + lifeMs) {
			return known.addresses;
		}
		signal.throwIfAborted();
		const {promise, reject} = Promise.withResolvers<never>();
		const abort = () => reject(signal.reason);
		signal.addEventListener('abort', abort, {once: true});
		try {
			return await Promise.race([this.#lookUp(bare, signal), promise]);
		} finally {
			signal.removeEventListener('abort', abort);
		}
	}

	async #lookUp(host: string, signal: AbortSignal): Promise<readonly HostAddress[]> {
		while (this.#lookups >= maxLookups) {
			const {promise, resolve} = Promise.withResolvers<void>();
			this.#waiting.push(resolve);
			await promise;
		}
		if (signal.aborted) {
			this.#waiting.shift()?.();
		}
		signal.throwIfAborted();
		this.#lookups++;
		try {
			const addresses = await this.#lookup(host);
			this.#remember(host, addresses);
			return addresses;
		} finally {
			this.#lookups--;
			this.#waiting.shift()?.();
		}
	}

	#remember(host: string, addresses: readonly HostAddress[]): void {
		const [oldest] = this.#answers.keys();
		if (oldest !== undefined && this.#answers.size >= maxAnswers) {
			this.#answers.delete(oldest);
		}
		this.#answers.set(host, {at: this.#now(), addresses});
	}
}
