import {randomInt} from 'node:crypto';
import {createSocket, type Socket} from 'node:dgram';
import {once} from 'node:events';
import {ParseError} from '../../protocol/parse-error.js';
import {decodeUdpTrackerPacket, type UdpTrackerPacket} from '../../protocol/udp-tracker.js';
import type {HostAddress} from './host-resolver.js';

/** Packets of UDP sent and received, for the diagnoses (E13). */
export interface PacketCounts {
	out: number;
	in: number;
}

/** Where an exchange goes and from where. */
export interface UdpExchangeOptions {
	readonly to: HostAddress;
	readonly port: number;
	readonly localAddress: string | undefined;
	readonly signal: AbortSignal;
	readonly counts: PacketCounts;
}

/**
 * Questions and answers with one UDP tracker. The socket is connected: the kernel lets in only what comes from the tracker's
 * own address and port, and a closed port is told at once instead of by a timeout.
 */
export class UdpExchange {
	/** Something came from the tracker that was no answer of BEP 15. */
	hasHeardRubbish = false;
	readonly #socket: Socket;
	readonly #options: UdpExchangeOptions;
	#waiting: {readonly transactionId: number; handle(packet: UdpTrackerPacket): void} | undefined;
	/** Rejects as soon as the exchange cannot go on: a socket's error, the deadline. */
	readonly #end = Promise.withResolvers<never>();

	private constructor(socket: Socket, options: UdpExchangeOptions) {
		this.#socket = socket;
		this.#options = options;
		// Nobody may be waiting at that moment.
		this.#end.promise.catch(() => {});
		socket.on('message', bytes => this.#handlePacket(bytes));
		socket.on('error', this.#end.reject);
		options.signal.addEventListener('abort', this.#abort, {once: true});
	}

	/** Opens the socket. Rejects with its error. */
	static async open(options: UdpExchangeOptions): Promise<UdpExchange> {
		const {to, port, localAddress, signal} = options;
		const socket = createSocket(to.family === 4 ? 'udp4' : 'udp6');
		try {
			socket.bind(0, localAddress);
			await once(socket, 'listening', {signal});
			socket.connect(port, to.address);
			await once(socket, 'connect', {signal});
		} catch (error) {
			socket.close();
			throw error;
		}
		return new UdpExchange(socket, options);
	}

	/**
	 * Sends a packet and waits for the answer to it. Rejects when the exchange cannot go on.
	 * @returns `undefined` when none came in time
	 */
	async ask(
		encode: (transactionId: number) => Uint8Array,
		waitMs: number,
	): Promise<UdpTrackerPacket | undefined> {
		const transactionId = randomInt(2 ** 32);
		const {promise, resolve} = Promise.withResolvers<UdpTrackerPacket | undefined>();
		this.#waiting = {transactionId, handle: resolve};
		const timer = setTimeout(resolve, waitMs, undefined);
		this.#options.counts.out++;
		this.#socket.send(encode(transactionId), error => error && this.#end.reject(error));
		try {
			return await Promise.race([promise, this.#end.promise]);
		} finally {
			clearTimeout(timer);
			this.#waiting = undefined;
		}
	}

	close(): void {
		this.#options.signal.removeEventListener('abort', this.#abort);
		this.#socket.close();
	}

	readonly #abort = () => this.#end.reject(this.#options.signal.reason);

	#handlePacket(bytes: Uint8Array): void {
		this.#options.counts.in++;
		const packet = decodeUdpTrackerPacket(bytes, this.#options.to.family === 4 ? 4 : 16);
		if (packet instanceof ParseError) {
			this.hasHeardRubbish = true;
		} else if (packet.transactionId === this.#waiting?.transactionId) {
			this.#waiting.handle(packet);
		}
	}
}
