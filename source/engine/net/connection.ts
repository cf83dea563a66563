import {Socket} from 'node:net';
import {HandshakeDecoder, type PeerHandshake} from '../../protocol/handshake.js';
import {
	messageLength,
	requestLength,
	writeMessage,
	writeRequest,
} from '../../protocol/message-encoder.js';
import type {Message} from '../../protocol/messages.js';
import type {PeerAddress} from '../../swarm/torrent-input.js';
import {monotonicNow} from '../clock.js';
import type {DescriptorFailures} from '../descriptor-failures.js';
import type {ConnectionTrace} from '../trace/connection-trace.js';
import type {Tracer} from '../trace/tracer.js';
import type {Flushable, FlushQueue} from './flush-queue.js';
import type {LocalAddresses} from './local-address.js';
import {type OutputPool, outputBufferLength} from './output-pool.js';
import {normaliseHost} from './peer-address.js';
import type {Waiter} from './rate-limiter.js';
import type {ReadPacer} from './read-pacer.js';
import {type ConnectionPhase, type SocketFailure, socketFailure} from './socket-failure.js';

/** Who a connection belongs to: the listener until its handshake is in, then a torrent. */
export interface ConnectionOwner {
	/** TCP is through. Only for connections that we opened. */
	handleConnected(connection: Connection, now: number): void;
	/** The other side's 68 bytes are in. */
	handleHandshake(connection: Connection, handshake: PeerHandshake, now: number): void;
	/**
	 * Bytes after the handshake, from `start` on, valid during the call only.
	 * @returns false to stop reading; the owner restarts it with `proceed`.
	 */
	handleBytes(connection: Connection, bytes: Uint8Array, start: number, now: number): boolean;
	/** Bytes that are no block were written. */
	handleSent(connection: Connection, bytes: number, now: number): void;
	/** The connection ended by itself, or spoke something else than BitTorrent. It is closed already. */
	handleFailed(connection: Connection, failure: SocketFailure, now: number): void;
}

/** What all connections share. */
export interface ConnectionServices {
	readonly pacer: ReadPacer;
	readonly outputPool: OutputPool;
	readonly flushQueue: FlushQueue;
	/** Where the messages of peers are captured, if anywhere. */
	readonly tracer?: Tracer | undefined;
	/** Counts connections that failed for want of a descriptor. */
	readonly descriptorFailures?: DescriptorFailures;
}

/** A socket's handle, as Node keeps it: what makes a second `Socket` read an accepted connection our way. */
interface HandleHolder {
	_handle: unknown;
}

/**
 * One TCP connection to a peer: reads without stream events into the shared buffer, gathers messages and writes them
 * in one piece. Knows nothing of torrents; an idle one holds no buffer.
 */
export class Connection implements Flushable, Waiter {
	/** The other end. */
	readonly address: PeerAddress;
	readonly isIncoming: boolean;
	/** Set by whoever makes the connection, before anything can happen on it. */
	owner!: ConnectionOwner;
	phase: ConnectionPhase;
	isClosed = false;
	readonly #services: ConnectionServices;
	readonly #socket: Socket;
	#handshake: HandshakeDecoder | undefined = new HandshakeDecoder();
	#error: Error | undefined;
	#output: Buffer | undefined;
	#outputLength = 0;
	#isDirty = false;
	/** What is captured is what we mean, not what encryption makes of it. */
	#trace: ConnectionTrace | undefined;

	private constructor(
		services: ConnectionServices,
		address: PeerAddress,
		accepted: Socket | undefined,
	) {
		this.#services = services;
		this.address = address;
		this.isIncoming = accepted !== undefined;
		this.phase = this.isIncoming ? 'handshaking' : 'connecting';
		const onread = {
			buffer: services.pacer.nextBuffer,
			callback: (bytesRead: number) => this.#handleRead(bytesRead),
		};
		const handle = accepted === undefined ? undefined : takeHandle(accepted);
		this.#socket = new Socket((handle === undefined ? {onread} : {onread, handle}) as object);
		this.#socket.on('error', error => {
			this.#error ??= error;
		});
		this.#socket.on('end', () => this.#handleEnded());
		this.#socket.on('close', () => this.#handleEnded());
		if (this.isIncoming) {
			this.#beginTrace(monotonicNow());
		}
	}

	/** Opens a connection. Its outcome comes to the owner; never before this returned. */
	static open(
		services: ConnectionServices,
		address: PeerAddress,
		local: LocalAddresses,
	): Connection {
		const connection = new Connection(services, address, undefined);
		const socket = connection.#socket;
		const localAddress = address.host.includes(':') ? local.ipv6 : local.ipv4;
		socket.once('connect', () => connection.#handleConnected());
		socket.setNoDelay(true);
		socket.connect({
			host: address.host,
			port: address.port,
			...(localAddress === undefined ? {} : {localAddress}),
		});
		return connection;
	}

	/** Takes over a paused socket from a listener. `undefined` when it is dead already. */
	static adopt(services: ConnectionServices, accepted: Socket): Connection | undefined {
		const {remoteAddress, remotePort} = accepted;
		if (remoteAddress === undefined || remotePort === undefined) {
			accepted.destroy();
			return undefined;
		}

		const address = {host: normaliseHost(remoteAddress), port: remotePort};
		return new Connection(services, address, accepted);
	}

	/** Queues a message; it leaves with the next flush. */
	send(message: Message): void {
		if (message.type === 'request') {
			this.#reserve(requestLength);
			this.#outputLength += writeRequest(
				this.#output!,
				this.#outputLength,
				message.index,
				message.begin,
				message.length,
			);
			return;
		}

		this.#reserve(messageLength(message));
		this.#outputLength += writeMessage(message, this.#output!, this.#outputLength);
	}

	/** Queues bytes that are no message: the handshake. */
	sendBytes(bytes: Uint8Array): void {
		this.#reserve(bytes.length);
		this.#output!.set(bytes, this.#outputLength);
		this.#outputLength += bytes.length;
	}

	/** Writes what was queued in one piece. */
	flush(now: number): void {
		this.#isDirty = false;
		const output = this.#output;
		if (output === undefined || this.isClosed) {
			return;
		}

		const length = this.#outputLength;
		this.#output = undefined;
		this.#outputLength = 0;
		this.#trace?.handleSent(output.subarray(0, length), now);
		this.#socket.write(output.subarray(0, length));
		// Nearly always the kernel took it at once, and the buffer is free again.
		if (this.#socket.writableLength === 0) {
			this.#services.outputPool.give(output);
		}

		this.owner.handleSent(this, length, now);
	}

	/**
	 * Writes bytes after all that was queued.
	 * @param handleDone called once nothing reads from them any more: the kernel has them all, or the connection is gone
	 */
	write(bytes: Uint8Array, handleDone: () => void): void {
		const now = monotonicNow();
		this.flush(now);
		this.#trace?.handleSent(bytes, now);
		this.#socket.write(bytes, handleDone);
	}

	/** Ends the connection; the owner is not told. */
	close(): void {
		this.#close(true);
	}

	/** Its turn to read has come. */
	proceed(): void {
		if (!this.isClosed) {
			this.#socket.resume();
		}
	}

	#close(isByUs: boolean, failure?: SocketFailure): void {
		if (this.isClosed) {
			return;
		}

		this.isClosed = true;
		this.#endTrace(isByUs, failure);
		this.#output = undefined;
		this.#outputLength = 0;
		this.#services.pacer.forget(this);
		this.#socket.destroy();
	}

	#reserve(length: number): void {
		if (this.#output !== undefined && this.#outputLength + length > this.#output.length) {
			this.flush(monotonicNow());
		}

		this.#output ??= this.#services.outputPool.take(Math.max(length, outputBufferLength));
		if (!this.#isDirty) {
			this.#isDirty = true;
			this.#services.flushQueue.add(this);
		}
	}

	#handleConnected(): void {
		if (!this.isClosed) {
			const now = monotonicNow();
			this.phase = 'handshaking';
			this.#beginTrace(now);
			this.owner.handleConnected(this, now);
		}
	}

	/** @returns false to stop reading. */
	#handleRead(bytesRead: number): boolean {
		if (this.isClosed) {
			return false;
		}

		const now = monotonicNow();
		const bytes = this.#services.pacer.bytes.subarray(0, bytesRead);
		this.#trace?.handleReceived(bytes, now);
		const start = this.#handshake === undefined ? 0 : this.#takeHandshake(bytes, now);
		const isWelcome =
			this.isClosed || start === bytesRead || this.owner.handleBytes(this, bytes, start, now);
		return !this.isClosed && this.#services.pacer.mayReadOn(this, bytesRead, now) && isWelcome;
	}

	/** @returns where the bytes after the handshake begin. */
	#takeHandshake(bytes: Uint8Array, now: number): number {
		const decoder = this.#handshake!;
		const taken = decoder.push(bytes, 0, bytes.length);
		if (typeof taken !== 'number') {
			const failure = {reason: 'protocol-violation', detail: taken.message} as const;
			this.#close(true, failure);
			this.owner.handleFailed(this, failure, now);
			return bytes.length;
		}

		if (decoder.handshake !== undefined) {
			this.#handshake = undefined;
			this.phase = 'connected';
			this.owner.handleHandshake(this, decoder.handshake, now);
		}

		return taken;
	}

	#handleEnded(): void {
		if (!this.isClosed) {
			this.#services.descriptorFailures?.note((this.#error as NodeJS.ErrnoException)?.code);
			const failure = socketFailure(this.phase, this.#error);
			this.#close(false, failure);
			this.owner.handleFailed(this, failure, monotonicNow());
		}
	}

	#beginTrace(now: number): void {
		this.#trace = this.#services.tracer?.follow(this.#socket, this, now);
	}

	#endTrace(isByUs: boolean, failure: SocketFailure | undefined): void {
		const words = failure && `${failure.reason}: ${failure.detail}`;
		if (this.phase === 'connecting') {
			this.#services.tracer?.handleUnreached(this.address, words ?? 'given up', monotonicNow());
		} else {
			this.#trace?.handleClosed(isByUs, words, monotonicNow());
		}
	}
}

/** Takes the connection out of an accepted socket, which is left empty. */
function takeHandle(accepted: Socket): unknown {
	const holder = accepted as unknown as HandleHolder;
	const handle = holder._handle;
	holder._handle = null;
	accepted.destroy();
	return handle;
}
