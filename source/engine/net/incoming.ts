import type {Socket} from 'node:net';
import type {PeerHandshake} from '../../protocol/handshake.js';
import type {PeerAddress} from '../../protocol/peer-address.js';
import type {CloseReason} from '../../swarm/close-reason.js';
import {Connection, type ConnectionOwner, type ConnectionServices} from './connection.js';
import {normaliseHost} from './peer-address.js';
import type {SocketFailure} from './socket-failure.js';

/** Connections that have not said yet which torrent they want, over all addresses and from one. */
const maxWaiting = 128;
const maxWaitingPerHost = 32;

/** What happens to connections that come in. */
export interface IncomingOptions {
	readonly services: ConnectionServices;
	/** How long a connection may take to say its handshake, milliseconds. */
	readonly handshakeTimeout: () => number;
	/** False while there is no room for another peer at all. */
	readonly mayAccept: () => boolean;
	/** The connection said which torrent it wants. Whoever takes it becomes its owner; it is closed otherwise. */
	readonly handleHandshake: (
		connection: Connection,
		handshake: PeerHandshake,
		now: number,
	) => boolean;
	/** A connection ended before any torrent had it (R18). */
	readonly handleRefused: (address: PeerAddress, reason: CloseReason) => void;
}

/**
 * Connections that came in, until their handshake tells which torrent they want. A flood of them costs a bounded number of
 * sockets: from one address a few may wait at a time, and when all places are taken the one waiting longest goes (an
 * honest peer speaks within a round trip).
 */
export class Incoming implements ConnectionOwner {
	readonly #options: IncomingOptions;
	/** Since when each waits, oldest first. */
	readonly #waiting = new Map<Connection, number>();
	readonly #perHost = new Map<string, number>();

	constructor(options: IncomingOptions) {
		this.#options = options;
	}

	/** Connections whose handshake is awaited. */
	get size(): number {
		return this.#waiting.size;
	}

	/** Takes an accepted, paused socket. */
	accept(socket: Socket, now: number): void {
		if (!this.#options.mayAccept()) {
			const {remoteAddress = '', remotePort = 0} = socket;
			socket.destroy();
			const address = {host: normaliseHost(remoteAddress), port: remotePort};
			this.#options.handleRefused(address, 'too-many-connections');
			return;
		}

		const connection = Connection.adopt(this.#options.services, socket);
		if (connection === undefined) {
			return;
		}

		connection.owner = this;
		const {host} = connection.address;
		const sameHost = this.#perHost.get(host) ?? 0;
		if (sameHost >= maxWaitingPerHost) {
			this.#refuse(connection, 'too-many-connections');
			return;
		}

		if (this.#waiting.size >= maxWaiting) {
			this.#drop(this.#waiting.keys().next().value!, 'too-many-connections');
		}

		this.#perHost.set(host, sameHost + 1);
		this.#waiting.set(connection, now);
	}

	/** Drops who took too long. @returns when the next one will have */
	tick(now: number): number {
		const timeoutMs = this.#options.handshakeTimeout();
		for (const [connection, since] of this.#waiting) {
			if (now - since < timeoutMs) {
				return since + timeoutMs;
			}

			this.#drop(connection, 'handshake-timeout');
		}

		return Number.POSITIVE_INFINITY;
	}

	close(): void {
		for (const connection of this.#waiting.keys()) {
			this.#drop(connection, 'shutting-down');
		}
	}

	handleConnected(): void {}

	handleHandshake(connection: Connection, handshake: PeerHandshake, now: number): void {
		this.#forget(connection);
		if (!this.#options.handleHandshake(connection, handshake, now)) {
			this.#refuse(connection, 'unknown-torrent');
		}
	}

	handleBytes(): boolean {
		return true;
	}

	handleSent(): void {}

	handleFailed(connection: Connection, {reason}: SocketFailure): void {
		this.#forget(connection);
		this.#options.handleRefused(connection.address, reason);
	}

	#drop(connection: Connection, reason: CloseReason): void {
		this.#forget(connection);
		this.#refuse(connection, reason);
	}

	#refuse(connection: Connection, reason: CloseReason): void {
		connection.close();
		this.#options.handleRefused(connection.address, reason);
	}

	#forget(connection: Connection): void {
		this.#waiting.delete(connection);
		const {host} = connection.address;
		const left = (this.#perHost.get(host) ?? 1) - 1;
		if (left === 0) {
			this.#perHost.delete(host);
		} else {
			this.#perHost.set(host, left);
		}
	}
}
