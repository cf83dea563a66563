import {formatPeerAddress, type PeerAddress} from '../protocol/peer-address.js';

/** What somebody told a tracker. */
export interface Announce {
	/** Hex. */
	readonly infoHash: string;
	/** Who it says it is, hex. */
	readonly peerId: string;
	/** Where the announcer listens: the address it came from, the port it named. */
	readonly address: PeerAddress;
	/** Bytes it still lacks. */
	readonly left: number;
	readonly event: 'started' | 'completed' | 'stopped' | '';
	/** How many addresses it wants at most. */
	readonly numwant: number;
}

/** A peer of the scenario, as a tracker knows it. */
export interface ListedPeer extends PeerAddress {
	/** It has every piece, or says so. */
	readonly isSeed: boolean;
}

/** What a tracker tells about a torrent. */
export interface Swarm {
	readonly peers: readonly PeerAddress[];
	readonly seeds: number;
	readonly leechers: number;
}

/** Who announced what to a tracker, as any tracker keeps it, and the peers a scenario adds to that. */
export class TrackerRegistry {
	/** Info hash → address as text → what it said last. */
	readonly #torrents = new Map<string, Map<string, Announce>>();
	readonly #listed: () => readonly ListedPeer[];

	/** `listed` names the scenario's own peers; they are told first. */
	constructor(listed: () => readonly ListedPeer[]) {
		this.#listed = listed;
	}

	/** Takes note of an announce. */
	handleAnnounce(announce: Announce): void {
		const torrent = this.#torrents.get(announce.infoHash) ?? new Map<string, Announce>();
		this.#torrents.set(announce.infoHash, torrent);
		if (announce.event === 'stopped') {
			torrent.delete(formatPeerAddress(announce.address));
		} else {
			torrent.set(formatPeerAddress(announce.address), announce);
		}
	}

	/** Everybody but the asker; a seed isn't told of other seeds. */
	swarmFor(asker: Announce): Swarm {
		const announced = [...(this.#torrents.get(asker.infoHash)?.values() ?? [])];
		const listed = this.#listed();
		const others = announced.filter(
			each =>
				formatPeerAddress(each.address) !== formatPeerAddress(asker.address) &&
				(asker.left > 0 || each.left > 0),
		);
		const seeds =
			announced.filter(each => each.left === 0).length + listed.filter(({isSeed}) => isSeed).length;
		return {
			peers: [...listed, ...others.map(each => each.address)].slice(0, asker.numwant),
			seeds,
			leechers: announced.length + listed.length - seeds,
		};
	}
}
