import {formatPeerAddress, parseHostPort} from '../protocol/peer-address.js';
import {isLoopback} from './address.js';
import type {Peer} from './peer.js';
import {keysOf} from './peer-register.js';
import type {PeerAddress} from './torrent-input.js';

/** Who is banned, under one name: a host, on loopback an address with its port. */
interface Ban {
	readonly keys: ReadonlySet<string>;
	/** Not proven to be a liar, but unwanted: that outlives the run. */
	readonly isByUser: boolean;
}

/** The banned, in either direction, until somebody lifts it (R18). What stands for a peer is as in the peer register. */
export class Bans {
	readonly #byName = new Map<string, Ban>();
	#keys: ReadonlySet<string> = new Set();

	get size(): number {
		return this.#byName.size;
	}

	/** What each is called, oldest first. */
	get names(): readonly string[] {
		return [...this.#byName.keys()];
	}

	/** Those of the user's. */
	get namesByUser(): readonly string[] {
		return this.names.filter(name => this.#byName.get(name)?.isByUser);
	}

	add(peer: Peer, isByUser: boolean): void {
		const {address, candidate} = peer;
		const name = nameOf(candidate?.address ?? address);
		const before = this.#byName.get(name);
		this.#byName.set(name, {
			keys: new Set([...(before?.keys ?? []), ...keysOf(peer)]),
			isByUser: isByUser || (before?.isByUser ?? false),
		});
		this.#index();
	}

	/** Bans of the user's from an earlier run. */
	restore(names: readonly string[]): void {
		for (const name of names) {
			const address = parseHostPort(name);
			const key = address === undefined ? name : `${address.host} ${address.port}`;
			this.#byName.set(name, {keys: new Set([key]), isByUser: true});
		}
		this.#index();
	}

	/** Lifts the ban of a name, or of the host of an address. @returns false when there is none */
	lift(text: string): boolean {
		const isLifted = this.#byName.delete(text) || this.#byName.delete(hostOf(text));
		this.#index();
		return isLifted;
	}

	/** Whether an address belongs to one of them. */
	hasAddress({host, port}: PeerAddress): boolean {
		return this.#keys.has(host) || this.#keys.has(`${host} ${port}`);
	}

	/** Whether a connection is one of theirs. */
	has(peer: Peer): boolean {
		return this.#keys.size > 0 && keysOf(peer).some(key => this.#keys.has(key));
	}

	#index(): void {
		this.#keys = new Set([...this.#byName.values()].flatMap(({keys}) => [...keys]));
	}
}

function nameOf(address: PeerAddress): string {
	return isLoopback(address.host) ? formatPeerAddress(address) : address.host;
}

function hostOf(text: string): string {
	return parseHostPort(text)?.host ?? text;
}
