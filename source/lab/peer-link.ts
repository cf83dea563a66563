import type {Socket} from 'node:net';
import {
	encodeHandshake,
	encodeReserved,
	HandshakeDecoder,
	hasExtensions,
	isFast,
} from '../protocol/handshake.js';
import {
	blockHeaderLength,
	messageLength,
	writeBlockHeader,
	writeMessage,
} from '../protocol/message-encoder.js';
import {blockLength, type Message, type MessageHandler} from '../protocol/messages.js';
import {WireDecoder} from '../protocol/wire-decoder.js';
import {LinkDownload} from './link-download.js';
import {greet} from './link-greeting.js';
import {startMoves} from './link-moves.js';
import {LinkUpload} from './link-upload.js';
import type {ScriptedPeer} from './scripted-peer.js';

/** Seconds of the scenario between two keep-alives. */
const keepAliveSeconds = 110;

/** One connection of a scripted peer, over a real socket: handshake, framing, and the plan's moves in their time. */
export class PeerLink implements MessageHandler {
	/** BEP 6 was negotiated. */
	isFast = false;
	readonly upload: LinkUpload;
	readonly download: LinkDownload | undefined;
	readonly #peer: ScriptedPeer;
	readonly #socket: Socket;
	readonly #isIncoming: boolean;
	readonly #handshake = new HandshakeDecoder();
	readonly #decoder = new WireDecoder(this);
	readonly #block = new Uint8Array(blockLength);

	constructor(peer: ScriptedPeer, socket: Socket, isIncoming: boolean) {
		this.#peer = peer;
		this.#socket = socket;
		this.#isIncoming = isIncoming;
		this.upload = new LinkUpload(peer, this);
		this.download =
			peer.plan.downloads === undefined
				? undefined
				: new LinkDownload(peer, message => {
						this.send(message);
					});
		socket.setNoDelay(true);
		socket.on('data', bytes => {
			this.#handleData(bytes);
		});
		socket.on('drain', () => {
			this.upload.pump();
		});
		// Whatever ends a connection here is part of the play: the other end's words for it are what counts.
		socket.on('error', () => undefined);
		socket.on('close', () => {
			this.#decoder.stop();
			this.download?.close();
			peer.handleClosed(this);
		});
		if (!isIncoming) {
			this.#sendHandshake(peer.content.infoHash);
		}
	}

	get isClosed(): boolean {
		return this.#socket.destroyed;
	}

	get unsentBytes(): number {
		return this.#socket.writableLength;
	}

	send(message: Message): void {
		const bytes = new Uint8Array(messageLength(message));
		writeMessage(message, bytes, 0);
		this.#write(bytes);
	}

	sendBlock(index: number, begin: number, body: Uint8Array): void {
		const bytes = new Uint8Array(blockHeaderLength + body.length);
		writeBlockHeader(bytes, 0, index, begin, body.length);
		bytes.set(body, blockHeaderLength);
		this.#write(bytes);
	}

	close(): void {
		this.#socket.destroy();
	}

	#write(bytes: Uint8Array): void {
		if (!this.#socket.destroyed) {
			this.#socket.write(bytes);
		}
	}

	#handleData(bytes: Uint8Array): void {
		let at = 0;
		if (this.#handshake.handshake === undefined) {
			const taken = this.#handshake.push(bytes, 0, bytes.length);
			if (typeof taken !== 'number') {
				this.close();
				return;
			}

			at = taken;
			if (this.#handshake.handshake !== undefined) {
				this.#handleHandshake();
			}
		}

		if (this.#decoder.push(bytes, at, bytes.length) !== undefined) {
			this.close();
		}
	}

	#handleHandshake(): void {
		const peer = this.#peer;
		const theirs = this.#handshake.handshake!;
		peer.counts.handshakes++;
		switch (peer.plan.connects) {
			case 'mute':
				this.#decoder.stop();
				return;
			case 'resets':
				this.#socket.resetAndDestroy();
				return;
			case 'hangs-up':
				this.close();
				return;
			case 'other-infohash':
				this.#sendHandshake(theirs.infoHash.map(byte => byte ^ 0xff));
				return;
			default:
		}

		if (Buffer.compare(theirs.infoHash, peer.content.infoHash) !== 0) {
			this.close();
			return;
		}

		if (this.#isIncoming) {
			this.#sendHandshake(peer.content.infoHash);
		}

		this.isFast = peer.isFast && isFast(theirs.reserved);
		greet(peer, this, hasExtensions(theirs.reserved));
		this.#keepAlive();
		startMoves(this.#peer, this);
	}

	#sendHandshake(infoHash: Uint8Array): void {
		const peer = this.#peer;
		const reserved = encodeReserved({
			isFast: peer.isFast,
			hasExtensions: peer.plan.tells !== 'nothing',
			hasDht: false,
		});
		this.#write(encodeHandshake({infoHash, peerId: peer.peerId, reserved}));
	}

	/** Who has nothing to say says that, as every client does (BEP 3: about every two minutes). */
	#keepAlive(): void {
		if (this.#peer.plan.tells !== 'nothing') {
			this.#peer.clock.after(keepAliveSeconds, () => {
				if (!this.isClosed) {
					this.send({type: 'keepAlive'});
					this.#keepAlive();
				}
			});
		}
	}

	handleKeepAlive(): void {}

	handleChoke(): void {
		this.upload.handlePeerChoking(true);
		this.download?.handleChoke();
	}

	handleUnchoke(): void {
		this.upload.handlePeerChoking(false);
		this.download?.handleUnchoke();
	}

	handleInterested(): void {
		this.#peer.counts.interested++;
		this.upload.handleInterested();
	}

	handleNotInterested(): void {
		this.#peer.counts.notInterested++;
		this.upload.peerInterested = false;
	}

	handleHave(index: number): void {
		this.download?.handleHave(index);
	}

	handleBitfield(bits: Uint8Array): void {
		this.download?.handleBitfield(bits);
	}

	handleHaveAll(): void {
		this.download?.handleHaveAll();
	}

	handleHaveNone(): void {}

	handleRequest(index: number, begin: number, length: number): void {
		this.upload.handleRequest(index, begin, length);
	}

	handleCancel(index: number, begin: number): void {
		this.upload.handleCancel(index, begin);
	}

	handleBlockHeader(_index: number, _begin: number, length: number): Uint8Array | undefined {
		return length <= blockLength ? this.#block.subarray(0, length) : undefined;
	}

	handleBlockProgress(): void {}

	handleBlock(index: number, begin: number, length: number, isSkipped: boolean): void {
		if (!isSkipped) {
			this.download?.handleBlock(index, begin, this.#block.subarray(0, length));
		}
	}

	handleRejectRequest(index: number): void {
		this.download?.handleReject(index);
	}

	handlePort(): void {}

	handleSuggestPiece(): void {}

	handleAllowedFast(): void {}

	handleExtended(): void {}

	handleUnknown(): void {}
}
