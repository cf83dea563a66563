import {connect, type Socket} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {
	encodeHandshake,
	encodeReserved,
	HandshakeDecoder,
} from '../../source/protocol/handshake.js';
import {messageLength, writeMessage} from '../../source/protocol/message-encoder.js';
import type {Message, MessageHandler} from '../../source/protocol/messages.js';
import {WireDecoder} from '../../source/protocol/wire-decoder.js';

/** A message that came, or the end of the connection. */
export type Heard =
	| Message
	| {
			readonly type: 'piece';
			readonly index: number;
			readonly begin: number;
			readonly body: Uint8Array;
	  }
	| {readonly type: 'handshake'; readonly infoHash: Uint8Array}
	| {readonly type: 'closed'; readonly code: string};

/** What may be heard under a type: some messages share a shape. */
type HeardOf<Type extends Heard['type'], Each = Heard> = Each extends {readonly type: infer Types}
	? Type extends Types
		? Each
		: never
	: never;

/** A peer in a test's own hands: it says what the test says, and keeps all it hears in order. */
export class TestClient implements MessageHandler {
	readonly heard: Heard[] = [];
	readonly #socket: Socket;
	readonly #handshake = new HandshakeDecoder();
	readonly #decoder = new WireDecoder(this);
	#body = new Uint8Array();

	private constructor(socket: Socket) {
		this.#socket = socket;
		let code = '';
		socket.on('data', bytes => {
			const taken = this.#handshake.push(bytes, 0, bytes.length);
			const {handshake} = this.#handshake;
			if (handshake !== undefined && typeof taken === 'number') {
				if (taken > 0) {
					this.heard.push({type: 'handshake', infoHash: handshake.infoHash});
				}

				this.#decoder.push(bytes, taken, bytes.length);
			}
		});
		socket.on('error', (error: NodeJS.ErrnoException) => {
			code = error.code ?? '';
		});
		socket.on('close', () => {
			this.heard.push({type: 'closed', code});
		});
	}

	/** Connects; with an info hash the handshake goes out at once. */
	static connect(
		address: {readonly host: string; readonly port: number},
		infoHash?: Uint8Array,
		isFast = true,
	): TestClient {
		const client = new TestClient(connect(address));
		if (infoHash !== undefined) {
			const reserved = encodeReserved({isFast, hasExtensions: true, hasDht: false});
			const peerId = new TextEncoder().encode('-XX0001-abcdefghijkl');
			client.#socket.write(encodeHandshake({infoHash, peerId, reserved}));
		}

		return client;
	}

	send(...messages: readonly Message[]): void {
		for (const message of messages) {
			const bytes = new Uint8Array(messageLength(message));
			writeMessage(message, bytes, 0);
			this.#socket.write(bytes);
		}
	}

	/** Waits until something of this type was heard `count` times, two seconds at most, and returns the last. */
	async hear<Type extends Heard['type']>(type: Type, count = 1): Promise<HeardOf<Type>> {
		for (let waited = 0; waited < 2000; waited += 5) {
			const found = this.heard.filter(each => each.type === type)[count - 1];
			if (found !== undefined) {
				return found as HeardOf<Type>;
			}

			await sleep(5);
		}

		throw new Error(`no ${type}, only ${this.types().join(' ')}`);
	}

	/** The types of all that was heard. */
	types(): string[] {
		return this.heard.map(each => each.type);
	}

	close(): void {
		this.#socket.destroy();
	}

	handleKeepAlive(): void {
		this.heard.push({type: 'keepAlive'});
	}

	handleChoke(): void {
		this.heard.push({type: 'choke'});
	}

	handleUnchoke(): void {
		this.heard.push({type: 'unchoke'});
	}

	handleInterested(): void {
		this.heard.push({type: 'interested'});
	}

	handleNotInterested(): void {
		this.heard.push({type: 'notInterested'});
	}

	handleHave(index: number): void {
		this.heard.push({type: 'have', index});
	}

	handleBitfield(bits: Uint8Array): void {
		this.heard.push({type: 'bitfield', bits});
	}

	handleRequest(index: number, begin: number, length: number): void {
		this.heard.push({type: 'request', index, begin, length});
	}

	handleBlockHeader(_index: number, _begin: number, length: number): Uint8Array {
		this.#body = new Uint8Array(length);
		return this.#body;
	}

	handleBlockProgress(): void {}

	handleBlock(index: number, begin: number): void {
		this.heard.push({type: 'piece', index, begin, body: this.#body});
	}

	handleCancel(index: number, begin: number, length: number): void {
		this.heard.push({type: 'cancel', index, begin, length});
	}

	handlePort(port: number): void {
		this.heard.push({type: 'port', port});
	}

	handleSuggestPiece(index: number): void {
		this.heard.push({type: 'suggestPiece', index});
	}

	handleHaveAll(): void {
		this.heard.push({type: 'haveAll'});
	}

	handleHaveNone(): void {
		this.heard.push({type: 'haveNone'});
	}

	handleRejectRequest(index: number, begin: number, length: number): void {
		this.heard.push({type: 'rejectRequest', index, begin, length});
	}

	handleAllowedFast(index: number): void {
		this.heard.push({type: 'allowedFast', index});
	}

	handleExtended(id: number, payload: Uint8Array): void {
		this.heard.push({type: 'extended', id, payload});
	}

	handleUnknown(): void {}
}
