import {isLoopback} from './address.js';
import type {Peer} from './peer.js';
import type {PeerAddress} from './torrent-input.js';

/**
 * Peers remembered beyond their connection: those on parole (R17), and in the same way the banned (R18). A host is
 * remembered as a whole, since the port of an incoming connection means nothing. On loopback, where all peers of a test
 * share a host, the ports and the peer id stand for the peer instead.
 */
export class PeerRegister {
	readonly #keys = new Set<string>();
	#size = 0;

	/** How many peers were added and not deleted again. */
	get size(): number {
		return this.#size;
	}

	get isEmpty(): boolean {
		return this.#keys.size === 0;
	}

	add(peer: Peer): void {
		this.#size++;
		for (const key of keysOf(peer)) {
			this.#keys.add(key);
		}
	}

	delete(peer: Peer): void {
		this.#size--;
		for (const key of keysOf(peer)) {
			this.#keys.delete(key);
		}
	}

	/** Whether an address belongs to a peer in here. */
	hasAddress({host, port}: PeerAddress): boolean {
		return this.#keys.has(host) || this.#keys.has(`${host} ${port}`);
	}

	/** Whether a connection is one of a peer in here. */
	has(peer: Peer): boolean {
		return this.#keys.size > 0 && keysOf(peer).some(key => this.#keys.has(key));
	}
}

/** What stands for a peer. */
export function keysOf({address, candidate, remotePeerId}: Peer): string[] {
	const {host, port} = address;
	if (!isLoopback(host)) {
		return [host];
	}
	const keys = [`${host} ${port}`];
	if (candidate !== undefined) {
		keys.push(`${host} ${candidate.address.port}`);
	}
	if (remotePeerId !== undefined) {
		keys.push(`${host} ${remotePeerId.join('.')}`);
	}
	return keys;
}
