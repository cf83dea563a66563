import {
	decodeExtensionHandshake,
	extensionHandshakeId,
} from '../../protocol/extension-handshake.js';
import type {PeerHandshake} from '../../protocol/handshake.js';
import type {Message, MessageHandler} from '../../protocol/messages.js';
import {ParseError} from '../../protocol/parse-error.js';
import {WireDecoder} from '../../protocol/wire-decoder.js';
import type {CloseReason} from '../../swarm/close-reason.js';
import type {Peer} from '../../swarm/peer.js';
import type {TorrentInput} from '../../swarm/torrent-input.js';
import type {TorrentDisk} from '../disk/torrent-disk.js';
import type {Connection, ConnectionOwner} from '../net/connection.js';
import type {SocketFailure} from '../net/socket-failure.js';
import type {QueuedBlock} from './block-run.js';
import type {BlockSender} from './block-sender.js';
import {describeBlock, describeMessage, type MessageTrace} from './message-trace.js';
import {PeerHistory} from './peer-history.js';

/** What a peer's connection needs of its torrent. */
export interface PeerContext {
	readonly torrent: TorrentInput;
	readonly disk: Pick<TorrentDisk, 'blockTarget' | 'handleBlock' | 'abandonBlock'>;
	/** Our 68 bytes. */
	readonly ourHandshake: Uint8Array;
	/** Bytes of a bitfield over the torrent's pieces. */
	readonly bitfieldLength: number;
	/** Makes the sender when the peer asks for its first block. */
	createBlockSender(peerConnection: PeerConnection): BlockSender;
	/** False when the disk cannot take more: the connection stops reading until `resumeReading`. */
	mayRead(peerConnection: PeerConnection): boolean;
	/** Something came: the torrent may have something to do soon. */
	touch(now: number): void;
	/** Something came from this peer or goes to it: the strip of its life may change. */
	handleStirred(peerConnection: PeerConnection): void;
	/** Its peer id or client is known now. */
	handleIdentity(peerConnection: PeerConnection): void;
	/** The connection ended by itself. */
	handleEnded(peerConnection: PeerConnection, reason: CloseReason, detail: string): void;
}

/**
 * Joins a peer of the torrent with its connection: bytes in become events of the torrent, in order and with one `now` a
 * read; what the torrent wants sent becomes messages. Closing it makes the decoder stop in the middle of a read.
 */
export class PeerConnection implements ConnectionOwner, MessageHandler {
	readonly peer: Peer;
	readonly connection: Connection;
	readonly history = new PeerHistory();
	/** Present while this peer's page is open. */
	trace: MessageTrace | undefined;
	readonly #context: PeerContext;
	#decoder: WireDecoder | undefined;
	#sender: BlockSender | undefined;
	/** Where the block now coming goes: ours until the disk or the arena gets it. */
	#target: Uint8Array | undefined;
	#now = 0;
	/** Bytes of blocks in the read being handled: the rest of it is protocol. */
	#payloadBytes = 0;

	constructor(context: PeerContext, peer: Peer, connection: Connection) {
		this.#context = context;
		this.peer = peer;
		this.connection = connection;
		connection.owner = this;
	}

	/** Blocks waiting to be sent to the peer. */
	get uploadQueueLength(): number {
		return this.#sender?.length ?? 0;
	}

	/** Reads a block and sends it. The sender is made when first needed: most peers never ask for anything. */
	sendBlock(block: QueuedBlock): void {
		this.#sender ??= this.#context.createBlockSender(this);
		this.#sender.add(block);
	}

	send(message: Message): void {
		this.connection.send(message);
		this.#context.handleStirred(this);
		this.trace?.record({at: this.#now, isOutgoing: true, text: describeMessage(message)});
	}

	cancelBlocks(block?: QueuedBlock): void {
		this.#sender?.cancel(block);
	}

	/** The block now coming lost its place. */
	revokeBlock(): void {
		this.#decoder?.skipBlock();
		this.#abandonTarget();
	}

	/** Ends the connection; the torrent has let the peer go, or is told by the caller. */
	close(): void {
		this.connection.close();
		this.#decoder?.stop();
		this.#sender?.close();
		this.#abandonTarget();
	}

	// What the connection tells.

	handleConnected(_connection: Connection, now: number): void {
		this.#now = now;
		this.#context.touch(now);
		this.#context.torrent.handleConnected(this.peer, now);
		this.connection.sendBytes(this.#context.ourHandshake);
	}

	handleHandshake(_connection: Connection, handshake: PeerHandshake, now: number): void {
		this.#now = now;
		this.#context.touch(now);
		const {torrent, bitfieldLength} = this.#context;
		this.#context.handleStirred(this);
		this.#decoder = new WireDecoder(this, {maxBitfieldLength: bitfieldLength});
		torrent.handleReceived(this.peer, this.#context.ourHandshake.length, now);
		torrent.handleHandshake(this.peer, handshake, now);
		if (!this.connection.isClosed) {
			this.#context.handleIdentity(this);
		}
	}

	handleBytes(_connection: Connection, bytes: Uint8Array, start: number, now: number): boolean {
		this.#now = now;
		this.#payloadBytes = 0;
		const {torrent} = this.#context;
		this.#context.touch(now);
		this.#context.handleStirred(this);
		const violation = this.#decoder!.push(bytes, start, bytes.length);
		if (this.connection.isClosed) {
			return false;
		}

		torrent.handleReceived(this.peer, bytes.length - start - this.#payloadBytes, now);
		if (violation !== undefined) {
			torrent.handleViolation(this.peer, violation.message, now);
		}

		return this.#context.mayRead(this);
	}

	handleSent(_connection: Connection, bytes: number, now: number): void {
		this.#context.torrent.handleSent(this.peer, bytes, now);
	}

	handleFailed(_connection: Connection, failure: SocketFailure, now: number): void {
		// The accepting end of a connection to ourselves hears the other end hang up.
		const {reason, detail}: SocketFailure = this.peer.isOurselves
			? {reason: 'self-connection', detail: ''}
			: failure;
		this.#now = now;
		this.#context.touch(now);
		this.close();
		this.#context.handleEnded(this, reason, detail);
		this.#context.torrent.handleClosed(this.peer, reason, detail, now);
	}

	// What the peer says, one handler a message.

	handleKeepAlive(): void {
		this.#traceIncoming('keepAlive');
		this.#context.torrent.handleKeepAlive(this.peer, this.#now);
	}

	handleChoke(): void {
		this.#traceIncoming('choke');
		this.#context.torrent.handleChoke(this.peer, this.#now);
	}

	handleUnchoke(): void {
		this.#traceIncoming('unchoke');
		this.#context.torrent.handleUnchoke(this.peer, this.#now);
	}

	handleInterested(): void {
		this.#traceIncoming('interested');
		this.#context.torrent.handleInterested(this.peer, this.#now);
	}

	handleNotInterested(): void {
		this.#traceIncoming('notInterested');
		this.#context.torrent.handleNotInterested(this.peer, this.#now);
	}

	handleHave(index: number): void {
		this.#traceIncoming('have', index);
		this.#context.torrent.handleHave(this.peer, index, this.#now);
	}

	handleBitfield(bits: Uint8Array): void {
		this.#traceIncoming('bitfield');
		this.#context.torrent.handleBitfield(this.peer, bits, this.#now);
	}

	handleHaveAll(): void {
		this.#traceIncoming('haveAll');
		this.#context.torrent.handleHaveAll(this.peer, this.#now);
	}

	handleHaveNone(): void {
		this.#traceIncoming('haveNone');
		this.#context.torrent.handleHaveNone(this.peer, this.#now);
	}

	handleRequest(index: number, begin: number, length: number): void {
		this.#traceBlock('request', index, begin, length);
		this.#context.torrent.handleRequest(this.peer, index, begin, length, this.#now);
	}

	handleBlockHeader(index: number, begin: number, length: number): Uint8Array | undefined {
		this.#traceBlock('piece', index, begin, length);
		const {torrent, disk} = this.#context;
		const verdict = torrent.handleBlockHeader(this.peer, index, begin, length, this.#now);
		if (verdict === 'accept' && !this.connection.isClosed) {
			this.#target = disk.blockTarget(length);
		}

		return this.#target;
	}

	handleBlockProgress(bytes: number): void {
		this.#payloadBytes += bytes;
		this.#context.torrent.handleBlockProgress(this.peer, bytes, this.#now);
	}

	handleBlock(index: number, begin: number, length: number, isSkipped: boolean): void {
		const {torrent, disk} = this.#context;
		if (isSkipped || this.#target === undefined) {
			torrent.handleBlockSkipped(this.peer, index, begin, length, this.#now);
			return;
		}

		const target = this.#target;
		this.#target = undefined;
		if (disk.handleBlock(index, begin, target)) {
			torrent.handleBlock(this.peer, index, begin, length, this.#now);
		} else {
			torrent.handleBlockSkipped(this.peer, index, begin, length, this.#now);
		}
	}

	handleCancel(index: number, begin: number, length: number): void {
		this.#traceBlock('cancel', index, begin, length);
		this.#context.torrent.handleCancel(this.peer, index, begin, length, this.#now);
	}

	handlePort(port: number): void {
		this.#traceIncoming('port', port);
		this.#context.torrent.handlePort(this.peer, port, this.#now);
	}

	handleSuggestPiece(index: number): void {
		this.#traceIncoming('suggestPiece', index);
		this.#context.torrent.handleSuggestPiece(this.peer, index, this.#now);
	}

	handleRejectRequest(index: number, begin: number, length: number): void {
		this.#traceBlock('rejectRequest', index, begin, length);
		this.#context.torrent.handleRejectRequest(this.peer, index, begin, length, this.#now);
	}

	handleAllowedFast(index: number): void {
		this.#traceIncoming('allowedFast', index);
		this.#context.torrent.handleAllowedFast(this.peer, index, this.#now);
	}

	handleExtended(id: number, payload: Uint8Array): void {
		this.#traceIncoming('extended', id);
		const {torrent} = this.#context;
		if (id !== extensionHandshakeId) {
			// We offered no extension under this id: as unknown as an unknown message (R19).
			torrent.handleUnknown(this.peer, id, this.#now);
			return;
		}

		const extensions = decodeExtensionHandshake(payload, this.peer.extensions);
		if (extensions instanceof ParseError) {
			torrent.handleViolation(this.peer, extensions.message, this.#now);
			return;
		}

		torrent.handleExtensions(this.peer, extensions, this.#now);
		this.#context.handleIdentity(this);
	}

	handleUnknown(id: number): void {
		this.#traceIncoming('unknown', id);
		this.#context.torrent.handleUnknown(this.peer, id, this.#now);
	}

	#traceIncoming(name: string, argument?: number): void {
		if (this.trace !== undefined) {
			const text = argument === undefined ? name : `${name} ${argument}`;
			this.trace.record({at: this.#now, isOutgoing: false, text});
		}
	}

	#traceBlock(name: string, index: number, begin: number, length: number): void {
		if (this.trace !== undefined) {
			const text = describeBlock(name, index, begin, length);
			this.trace.record({at: this.#now, isOutgoing: false, text});
		}
	}

	#abandonTarget(): void {
		if (this.#target !== undefined) {
			this.#context.disk.abandonBlock(this.#target);
			this.#target = undefined;
		}
	}
}
