import type {AnnounceRequest} from '../../protocol/announce.js';
import type {AnnounceOutcome} from './announce-call.js';
import type {HostResolver} from './host-resolver.js';
import {HttpTrackerClient} from './http-tracker-client.js';
import {failureOf, trackerFailure} from './tracker-failure.js';
import {UdpTrackerClient} from './udp-tracker-client.js';

/** Where announces leave from: an address a family, absent when the system may choose, or the family may not be used. */
export interface TrackerLocalAddresses {
	/** The user named an address or interface: a family without an address here must not be used. */
	readonly isBound: boolean;
	readonly ipv4?: string;
	readonly ipv6?: string;
}

/** What an announce needs besides what it says. */
export interface AnnounceOptions {
	/** For all of it: lookup, connecting, every packet and redirect. */
	readonly timeoutMs: number;
	/** Ends it early. */
	readonly signal: AbortSignal;
}

/** What all trackers of an engine share. */
export interface TrackerClientOptions {
	readonly resolver: HostResolver;
	/** As they stand now. */
	readonly localAddresses: () => TrackerLocalAddresses;
	/** As in `unchoke/0.1.0`. */
	readonly userAgent: string;
	/** Milliseconds that never go back. */
	readonly now: () => number;
}

/**
 * Announces to HTTP, HTTPS and UDP trackers, over every family that the tracker has and we may use: a tracker gives IPv6
 * peers to those who come by IPv6 (BEP 7).
 */
export class TrackerClient {
	readonly http: HttpTrackerClient;
	readonly udp: UdpTrackerClient;
	readonly #options: TrackerClientOptions;

	constructor(options: TrackerClientOptions) {
		this.#options = options;
		this.http = new HttpTrackerClient(options.resolver, options.userAgent);
		this.udp = new UdpTrackerClient(options.resolver, options.now);
	}

	/**
	 * Announces; `handleOutcome` hears of each family as its answer comes, and at least once.
	 * Resolves when all are through; never rejects.
	 */
	async announce(
		trackerUrl: string,
		request: AnnounceRequest,
		{timeoutMs, signal}: AnnounceOptions,
		handleOutcome: (outcome: AnnounceOutcome) => void,
	): Promise<void> {
		const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
		const failed = (error: unknown) => failureOf(deadline.aborted ? deadline.reason : error);
		const {protocol, hostname} = new URL(trackerUrl);
		const client = protocol === 'udp:' ? this.udp : this.http;
		try {
			const addresses = await this.#options.resolver.resolve(hostname, deadline);
			const families = ([4, 6] as const).filter(
				family => addresses.some(each => each.family === family) && this.#mayUse(family),
			);
			if (families.length === 0) {
				handleOutcome(trackerFailure('unreachable', 'no address of it may be used'));
			}
			await Promise.all(
				families.map(async family => {
					const localAddress = this.#localAddress(family);
					const call = {trackerUrl, request, family, localAddress, signal: deadline};
					handleOutcome(await client.announce(call).catch(failed));
				}),
			);
		} catch (error) {
			handleOutcome(failed(error));
		}
	}

	#localAddress(family: 4 | 6): string | undefined {
		const {ipv4, ipv6} = this.#options.localAddresses();
		return family === 4 ? ipv4 : ipv6;
	}

	#mayUse(family: 4 | 6): boolean {
		return !this.#options.localAddresses().isBound || this.#localAddress(family) !== undefined;
	}
}
