import {decodeExtensionHandshake} from '../../source/protocol/extension-handshake.js';
import type {PeerHandshake} from '../../source/protocol/handshake.js';
import type {Message} from '../../source/protocol/messages.js';
import {ParseError} from '../../source/protocol/parse-error.js';
import type {PeerProtocolError} from '../../source/protocol/peer-protocol-error.js';
import type {Peer} from '../../source/swarm/peer.js';
import type {PeerAddress} from '../../source/swarm/torrent-input.js';
import type {CoreClient} from './core-client.js';
import {Link, type LinkOwner} from './link.js';
import {UploadLine} from './upload-line.js';
import type {Wire} from './wire.js';

/** A connection of a {@link CoreClient}: carries the torrent's messages out and the peer's in. */
export class CoreConnection implements LinkOwner {
	readonly uploads: UploadLine;
	/** Bytes of the block that is being copied now. */
	copiedBytes = 0;
	readonly #client: CoreClient;
	readonly #link: Link;
	#peer: Peer | undefined;
	#from: PeerAddress | undefined;
	#payloadBytes = 0;
	#isSkipping = false;

	private constructor(client: CoreClient, wire: Wire, end: 0 | 1) {
		this.#client = client;
		this.#link = new Link(wire, end, this);
		this.uploads = new UploadLine(client, this.#link);
	}

	/** Somebody connected; its handshake is awaited. */
	static accept(client: CoreClient, wire: Wire, from: PeerAddress): void {
		new CoreConnection(client, wire, 1).#from = from;
	}

	/** A dial went through. */
	static open(client: CoreClient, wire: Wire, peer: Peer): void {
		const connection = new CoreConnection(client, wire, 0);
		if (peer.state !== 'connecting') {
			connection.close();
			return;
		}
		connection.#adopt(peer);
		client.torrent.handleConnected(peer, client.now);
		connection.#sendHandshake();
	}

	send(message: Message): void {
		const bytes = this.#link.send(message);
		this.#client.torrent.handleSent(this.#peer!, bytes, this.#client.now);
	}

	/** The block now coming lost its place. */
	skipBlock(): void {
		this.#isSkipping = true;
		this.#link.skipBlock();
	}

	close(): void {
		this.uploads.cancel();
		this.copiedBytes = 0;
		this.#link.close();
	}

	// ── What the link tells ──

	handleHandshake(handshake: PeerHandshake): void {
		const {torrent, now} = this.#client;
		if (this.#peer === undefined) {
			const peer = torrent.handleIncoming(this.#from!, now);
			if (typeof peer === 'string') {
				this.close();
				return;
			}
			this.#adopt(peer);
			this.#sendHandshake();
		}
		torrent.handleHandshake(this.#peer!, handshake, now);
	}

	handleChunk(bytes: number): void {
		if (this.#peer !== undefined) {
			this.#client.torrent.handleReceived(this.#peer, bytes - this.#payloadBytes, this.#client.now);
		}
		this.#payloadBytes = 0;
	}

	handleViolation(error: PeerProtocolError): void {
		if (this.#peer === undefined) {
			this.close();
		} else {
			this.#client.torrent.handleViolation(this.#peer, error.message, this.#client.now);
		}
	}

	handleEnd(isBroken: boolean): void {
		this.uploads.cancel();
		if (this.#peer !== undefined && this.#client.connections.has(this.#peer)) {
			this.#client.forget(this.#peer, isBroken ? 'reset-by-peer' : 'closed-by-peer');
		}
	}

	handleKeepAlive(): void {
		this.#client.torrent.handleKeepAlive(this.#peer!, this.#client.now);
	}

	handleChoke(): void {
		this.#client.torrent.handleChoke(this.#peer!, this.#client.now);
	}

	handleUnchoke(): void {
		this.#client.torrent.handleUnchoke(this.#peer!, this.#client.now);
	}

	handleInterested(): void {
		this.#client.torrent.handleInterested(this.#peer!, this.#client.now);
	}

	handleNotInterested(): void {
		this.#client.torrent.handleNotInterested(this.#peer!, this.#client.now);
	}

	handleHave(index: number): void {
		this.#client.torrent.handleHave(this.#peer!, index, this.#client.now);
	}

	handleBitfield(bits: Uint8Array): void {
		this.#client.torrent.handleBitfield(this.#peer!, bits, this.#client.now);
	}

	handleHaveAll(): void {
		this.#client.torrent.handleHaveAll(this.#peer!, this.#client.now);
	}

	handleHaveNone(): void {
		this.#client.torrent.handleHaveNone(this.#peer!, this.#client.now);
	}

	handleRequest(index: number, begin: number, length: number): void {
		this.#client.torrent.handleRequest(this.#peer!, index, begin, length, this.#client.now);
	}

	handleBlockHeader(index: number, begin: number, length: number): Uint8Array | undefined {
		const {torrent, content, store, now} = this.#client;
		this.#isSkipping = false;
		this.copiedBytes = 0;
		const verdict = torrent.handleBlockHeader(this.#peer!, index, begin, length, now);
		return verdict === 'accept' ? content.blockOf(store, index, begin, length) : undefined;
	}

	handleBlockProgress(bytes: number): void {
		this.#payloadBytes += bytes;
		this.copiedBytes += bytes;
		this.#client.torrent.handleBlockProgress(this.#peer!, bytes, this.#client.now);
	}

	handleBlock(index: number, begin: number, length: number, isSkipped: boolean): void {
		const {torrent, now} = this.#client;
		this.copiedBytes = 0;
		if (isSkipped || this.#isSkipping) {
			torrent.handleBlockSkipped(this.#peer!, index, begin, length, now);
		} else {
			torrent.handleBlock(this.#peer!, index, begin, length, now);
		}
	}

	handleCancel(index: number, begin: number, length: number): void {
		this.#client.torrent.handleCancel(this.#peer!, index, begin, length, this.#client.now);
	}

	handlePort(port: number): void {
		this.#client.torrent.handlePort(this.#peer!, port, this.#client.now);
	}

	handleSuggestPiece(index: number): void {
		this.#client.torrent.handleSuggestPiece(this.#peer!, index, this.#client.now);
	}

	handleRejectRequest(index: number, begin: number, length: number): void {
		this.#client.torrent.handleRejectRequest(this.#peer!, index, begin, length, this.#client.now);
	}

	handleAllowedFast(index: number): void {
		this.#client.torrent.handleAllowedFast(this.#peer!, index, this.#client.now);
	}

	handleExtended(id: number, payload: Uint8Array): void {
		const extensions = decodeExtensionHandshake(payload, this.#peer!.extensions);
		if (id !== 0 || extensions instanceof ParseError) {
			this.#client.torrent.handleUnknown(this.#peer!, id, this.#client.now);
		} else {
			this.#client.torrent.handleExtensions(this.#peer!, extensions, this.#client.now);
		}
	}

	handleUnknown(id: number): void {
		this.#client.torrent.handleUnknown(this.#peer!, id, this.#client.now);
	}

	#adopt(peer: Peer): void {
		this.#peer = peer;
		this.uploads.peer = peer;
		this.#client.connections.set(peer, this);
	}

	#sendHandshake(): void {
		const {content, peerId} = this.#client;
		this.#link.sendHandshake({
			infoHash: content.infoHash,
			peerId,
			isFast: true,
			hasExtensions: true,
		});
	}
}
