import type {Message} from '../../protocol/messages.js';
import {formatPeerAddress} from '../../protocol/peer-address.js';
import type {CloseReason} from '../../swarm/close-reason.js';
import type {Peer} from '../../swarm/peer.js';
import type {EventLevel, SwarmEvent, TorrentOutput} from '../../swarm/torrent-output.js';
import type {TorrentDisk} from '../disk/torrent-disk.js';
import type {EventQueue} from '../event-queue.js';
import type {PeerConnection} from './peer-connection.js';

/** What a torrent's decisions act on. */
export interface SwarmOutputOptions {
	readonly torrentId: number;
	readonly connections: ReadonlyMap<Peer, PeerConnection>;
	readonly disk: Pick<TorrentDisk, 'completePiece' | 'dropPiece'>;
	readonly events: EventQueue;
	/** A connection was closed by a decision; its peer is gone from the torrent. */
	readonly handleClosed: (connection: PeerConnection, reason: CloseReason, detail: string) => void;
}

/** Carries out a torrent's decisions with real sockets and files. Never calls back into the torrent. */
export class SwarmOutput implements TorrentOutput {
	readonly #options: SwarmOutputOptions;

	constructor(options: SwarmOutputOptions) {
		this.#options = options;
	}

	send(peer: Peer, message: Message): void {
		this.#options.connections.get(peer)?.send(message);
	}

	sendBlock(peer: Peer, index: number, begin: number, length: number): void {
		this.#options.connections.get(peer)?.sendBlock({index, begin, length});
	}

	cancelBlocks(peer: Peer, block?: {index: number; begin: number; length: number}): void {
		this.#options.connections.get(peer)?.cancelBlocks(block);
	}

	revokeBlock(peer: Peer): void {
		this.#options.connections.get(peer)?.revokeBlock();
	}

	close(peer: Peer, reason: CloseReason, detail: string): void {
		const connection = this.#options.connections.get(peer);
		if (connection !== undefined) {
			connection.close();
			this.#options.handleClosed(connection, reason, detail);
		}
	}

	completePiece(index: number): void {
		this.#options.disk.completePiece(index);
	}

	dropPiece(index: number): void {
		this.#options.disk.dropPiece(index);
	}

	isLogged(level: EventLevel): boolean {
		return this.#options.events.isLogged(level);
	}

	report({name, level, text, peer}: SwarmEvent): void {
		this.#options.events.log({
			name,
			level,
			text,
			torrentId: this.#options.torrentId,
			...(peer === undefined ? {} : {peerId: peer.id, address: formatPeerAddress(peer.address)}),
		});
	}
}
