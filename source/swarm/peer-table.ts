import type {Peer} from './peer.js';

/** The connections of a torrent, iterable in no particular order. */
export class PeerTable implements Iterable<Peer> {
	readonly #byId = new Map<number, Peer>();

	get size(): number {
		return this.#byId.size;
	}

	[Symbol.iterator](): Iterator<Peer> {
		return this.#byId.values();
	}

	get(id: number): Peer | undefined {
		return this.#byId.get(id);
	}

	has(peer: Peer): boolean {
		return this.#byId.has(peer.id);
	}

	add(peer: Peer): void {
		this.#byId.set(peer.id, peer);
	}

	delete(peer: Peer): boolean {
		return this.#byId.delete(peer.id);
	}
}
