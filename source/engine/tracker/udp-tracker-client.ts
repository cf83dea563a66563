import type {AnnounceResponse} from '../../protocol/announce.js';
import {encodeAnnounce, encodeConnect} from '../../protocol/udp-tracker.js';
import type {AnnounceCall, AnnounceOutcome} from './announce-call.js';
import type {HostAddress, HostResolver} from './host-resolver.js';
import {type TrackerFailure, trackerFailure} from './tracker-failure.js';
import {type PacketCounts, UdpExchange} from './udp-exchange.js';

/** An unanswered packet is sent again after this, then after twice as long, and so on (BEP 15 begins with 15 s). */
const defaultFirstWaitMs = 5000;

/** How long a connection id may be used (BEP 15). */
const connectionLifeMs = 60_000;
const maxConnections = 256;

const rubbish = trackerFailure('invalid', 'the answer is not a tracker’s packet');

/** A connection id of a tracker's address. */
interface Connection {
	readonly id: Uint8Array;
	readonly expiresAt: number;
}

/** Announces to UDP trackers (BEP 15, with the URL data of BEP 41). */
export class UdpTrackerClient {
	readonly counts: PacketCounts = {out: 0, in: 0};
	readonly #resolver: HostResolver;
	readonly #now: () => number;
	readonly #firstWaitMs: number;
	readonly #connections = new Map<string, Connection>();

	constructor(resolver: HostResolver, now: () => number, firstWaitMs = defaultFirstWaitMs) {
		this.#resolver = resolver;
		this.#now = now;
		this.#firstWaitMs = firstWaitMs;
	}

	/** Announces over the call's family until an answer comes. Rejects with the socket's error or the signal's reason. */
	async announce(call: AnnounceCall): Promise<AnnounceOutcome> {
		const {hostname, port} = new URL(call.trackerUrl);
		const addresses = await this.#resolver.resolve(hostname, call.signal);
		const usable = addresses.filter(({family}) => family === call.family);
		const to = usable[Math.floor(Math.random() * usable.length)];
		if (to === undefined) {
			return trackerFailure('dns', 'name has no address of the family');
		}
		const exchange = await UdpExchange.open({
			to,
			port: Number(port),
			localAddress: call.localAddress,
			signal: call.signal,
			counts: this.counts,
		});
		try {
			return await this.#talk(exchange, call, endpointOf(to, port));
		} catch (error) {
			if (exchange.hasHeardRubbish && call.signal.aborted) {
				return rubbish;
			}
			throw error;
		} finally {
			exchange.close();
		}
	}

	async #talk(
		exchange: UdpExchange,
		{request, trackerUrl}: AnnounceCall,
		endpoint: string,
	): Promise<AnnounceOutcome> {
		for (let waitMs = this.#firstWaitMs; ; waitMs *= 2) {
			const known = this.#knownConnection(endpoint);
			const connection = known ?? (await this.#connect(exchange, endpoint, waitMs));
			if (connection === undefined) {
				continue;
			}
			if ('failure' in connection) {
				return connection;
			}
			const packet = await exchange.ask(
				transactionId =>
					encodeAnnounce({connectionId: connection.id, transactionId}, request, trackerUrl),
				waitMs,
			);
			if (packet?.type === 'announce') {
				return answerOf(packet.response);
			}
			// An old connection id may have lost its worth early: ask for a new one before the answer counts.
			this.#connections.delete(endpoint);
			if (packet !== undefined && known === undefined) {
				return packet.type === 'error' ? trackerFailure('rejected', packet.words) : rubbish;
			}
		}
	}

	/** @returns `undefined` when no answer came in time */
	async #connect(
		exchange: UdpExchange,
		endpoint: string,
		waitMs: number,
	): Promise<Connection | TrackerFailure | undefined> {
		const packet = await exchange.ask(encodeConnect, waitMs);
		switch (packet?.type) {
			case undefined:
				return undefined;
			case 'connect':
				return this.#remember(endpoint, packet.connectionId);
			case 'error':
				return trackerFailure('rejected', packet.words);
			default:
				return rubbish;
		}
	}

	#knownConnection(endpoint: string): Connection | undefined {
		const connection = this.#connections.get(endpoint);
		return connection !== undefined && this.#now() < connection.expiresAt ? connection : undefined;
	}

	#remember(endpoint: string, id: Uint8Array): Connection {
		const [oldest] = this.#connections.keys();
		if (oldest !== undefined && this.#connections.size >= maxConnections) {
			this.#connections.delete(oldest);
		}
		const connection = {id, expiresAt: this.#now() + connectionLifeMs};
		this.#connections.set(endpoint, connection);
		return connection;
	}
}

function endpointOf({address}: HostAddress, port: string): string {
	return `${address} ${port}`;
}

function answerOf(response: AnnounceResponse): AnnounceOutcome {
	return {response, httpStatus: null, dateSkewMs: null};
}
