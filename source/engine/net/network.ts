import {formatPeerAddress, type PeerAddress} from '../../protocol/peer-address.js';
import type {Settings} from '../../store/settings.js';
import type {CloseReason} from '../../swarm/close-reason.js';
import {monotonicNow} from '../clock.js';
import type {EventQueue} from '../event-queue.js';
import type {ConnectionServices} from './connection.js';
import {Incoming, type IncomingOptions} from './incoming.js';
import {Listener, type ListenResult} from './listener.js';
import {type LocalAddresses, resolveLocalAddresses} from './local-address.js';

/** How often it is looked whether a bound interface is still there (E20), while the setting names one. */
const lookMs = 5000;

/** What the network side of an engine needs. */
export interface NetworkOptions {
	readonly services: ConnectionServices;
	readonly settings: () => Settings;
	readonly events: EventQueue;
	readonly mayAccept: () => boolean;
	readonly handleHandshake: IncomingOptions['handleHandshake'];
}

const notListening: ListenResult = {port: null, message: null, failureCode: null};

/** Where we listen and what we are bound to; follows the settings and the interfaces as they come and go. */
export class Network {
	localAddresses: LocalAddresses = {isBound: false};
	readonly #options: NetworkOptions;
	readonly #incoming: Incoming;
	#listener: Listener | undefined;
	#result = notListening;
	#nextLookAt = 0;
	#isClosed = false;

	constructor(options: NetworkOptions) {
		this.#options = options;
		this.#incoming = new Incoming({
			services: options.services,
			handshakeTimeout: () => options.settings().handshakeTimeout,
			mayAccept: options.mayAccept,
			handleHandshake: options.handleHandshake,
			handleRefused: (address, reason) => this.#tellRefused(address, reason),
		});
	}

	/** Null while not listening. */
	get listenPort(): number | null {
		return this.#result.port;
	}

	/** A sentence when we listen elsewhere than asked for, or not at all. */
	get message(): string | null {
		return this.#result.message;
	}

	/** Binds and listens as the settings say now; drops what was before. */
	async open(): Promise<void> {
		const {bind, incoming, port} = this.#options.settings();
		this.localAddresses = resolveLocalAddresses(bind);
		this.#listener?.close();
		this.#listener = undefined;
		this.#result = notListening;
		const {isBound, ipv4, ipv6} = this.localAddresses;
		const host = ipv4 ?? ipv6;
		if (isBound && host === undefined) {
			const message = `Nothing is sent or received: ${bind} is not there`;
			this.#result = {port: null, message, failureCode: null};
		} else if (incoming) {
			const {descriptorFailures} = this.#options.services;
			const listener = new Listener(
				socket => this.#incoming.accept(socket, monotonicNow()),
				code => descriptorFailures?.note(code),
			);
			this.#listener = listener;
			this.#result = await listener.listen({port, ...(host === undefined ? {} : {host})});
			if (this.#isClosed) {
				listener.close();
			}
		}

		this.#tell();
	}

	/** What is due. @returns the next moment at which something is */
	tick(now: number): number {
		if (this.localAddresses.isBound && now >= this.#nextLookAt) {
			this.#nextLookAt = now + lookMs;
			const found = resolveLocalAddresses(this.#options.settings().bind);
			if (JSON.stringify(found) !== JSON.stringify(this.localAddresses)) {
				void this.open();
			}
		}

		return this.#incoming.tick(now);
	}

	close(): void {
		this.#isClosed = true;
		this.#listener?.close();
		this.#incoming.close();
	}

	/** Strangers knock by the thousand: only who names a torrent is worth a line that everybody reads. */
	#tellRefused(address: PeerAddress, reason: CloseReason): void {
		const {events} = this.#options;
		const level = reason === 'unknown-torrent' ? 'info' : 'debug';
		if (events.isLogged(level)) {
			const text = `Refused a connection from ${formatPeerAddress(address)}: ${reason}`;
			events.log({level, name: 'refused-connection', text});
		}
	}

	#tell(): void {
		const {port, message, failureCode} = this.#result;
		const {isBound, ipv4, ipv6} = this.localAddresses;
		const {events, settings} = this.#options;
		events.push({
			type: 'network',
			listenPort: port,
			listenFailure: failureCode === null ? null : {code: failureCode, port: settings().port},
			isBindGone: isBound && ipv4 === undefined && ipv6 === undefined,
		});
		if (message !== null) {
			events.log({level: 'warn', name: 'listen', text: message});
		}
	}
}
