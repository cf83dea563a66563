import {
	encodeHandshake,
	encodeReserved,
	HandshakeDecoder,
	type PeerHandshake,
} from '../../source/protocol/handshake.js';
import {
	blockHeaderLength,
	messageLength,
	writeBlockHeader,
	writeMessage,
} from '../../source/protocol/message-encoder.js';
import type {Message, MessageHandler} from '../../source/protocol/messages.js';
import {PeerProtocolError} from '../../source/protocol/peer-protocol-error.js';
import {WireDecoder} from '../../source/protocol/wire-decoder.js';
import type {Endpoint, Wire} from './wire.js';

/** Who speaks over a link: hears the handshake, then the messages. */
export interface LinkOwner extends MessageHandler {
	handleHandshake(handshake: PeerHandshake): void;
	/** All of a chunk was decoded. */
	handleChunk(bytes: number): void;
	/** The bytes broke the protocol. */
	handleViolation(error: PeerProtocolError): void;
	handleEnd(isBroken: boolean): void;
}

/** What a link says of itself in its handshake. */
export interface LinkIdentity {
	readonly infoHash: Uint8Array;
	readonly peerId: Uint8Array;
	readonly isFast: boolean;
	readonly hasExtensions: boolean;
}

/** One end of a wire that speaks BitTorrent with the program's own encoder and decoders. */
export class Link implements Endpoint {
	readonly #wire: Wire;
	readonly #end: 0 | 1;
	readonly #owner: LinkOwner;
	readonly #handshakeDecoder = new HandshakeDecoder();
	readonly #decoder: WireDecoder;
	#isHandshaken = false;

	constructor(wire: Wire, end: 0 | 1, owner: LinkOwner) {
		this.#wire = wire;
		this.#end = end;
		this.#owner = owner;
		this.#decoder = new WireDecoder(owner);
		wire.ends[end] = this;
	}

	/** Bytes that wait to be sent. */
	get backlog(): number {
		return this.#wire.backlogOf(this.#end);
	}

	sendHandshake({infoHash, peerId, isFast, hasExtensions}: LinkIdentity): void {
		const reserved = encodeReserved({isFast, hasExtensions, hasDht: false});
		this.sendBytes(encodeHandshake({infoHash, peerId, reserved}));
	}

	/** @returns the bytes sent. */
	send(message: Message): number {
		const bytes = new Uint8Array(messageLength(message));
		writeMessage(message, bytes, 0);
		this.sendBytes(bytes);
		return bytes.length;
	}

	sendBlock(index: number, begin: number, block: Uint8Array): void {
		const bytes = new Uint8Array(blockHeaderLength + block.length);
		writeBlockHeader(bytes, 0, index, begin, block.length);
		bytes.set(block, blockHeaderLength);
		this.sendBytes(bytes);
	}

	sendBytes(bytes: Uint8Array): void {
		this.#wire.write(this.#end, bytes);
	}

	/** The rest of the block now coming is read past. */
	skipBlock(): void {
		this.#decoder.skipBlock();
	}

	close(): void {
		this.#decoder.stop();
		this.#wire.close(this.#end);
	}

	handleBytes(bytes: Uint8Array): void {
		let at = 0;
		if (!this.#isHandshaken) {
			const taken = this.#handshakeDecoder.push(bytes, 0, bytes.length);
			if (taken instanceof PeerProtocolError) {
				this.#owner.handleViolation(taken);
				return;
			}
			at = taken;
			if (this.#handshakeDecoder.handshake !== undefined) {
				this.#isHandshaken = true;
				this.#owner.handleHandshake(this.#handshakeDecoder.handshake);
			}
		}
		const violation = this.#decoder.push(bytes, at, bytes.length);
		if (violation !== undefined) {
			this.#owner.handleViolation(violation);
		}
		this.#owner.handleChunk(bytes.length);
	}

	handleEnd(isBroken: boolean): void {
		this.#decoder.stop();
		this.#owner.handleEnd(isBroken);
	}
}
