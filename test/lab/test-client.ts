import {connect, type Socket} from 'node:net';
import {
	encodeHandshake,
	encodeReserved,
	HandshakeDecoder,
} from '../../source/protocol/handshake.js';
import {
	blockHeaderLength,
	messageLength,
	writeBlockHeader,
	writeMessage,
} from '../../source/protocol/message-encoder.js';
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
	| {readonly type: 'handshake'; readonly infoHash: Uint8Array; readonly peerId: Uint8Array}
	| {readonly type: 'closed'; readonly code: string};

/** What may be heard under a type: some messages share a shape. */
type HeardOf<Type extends Heard['type'], Each = Heard> = Each extends {readonly type: infer Types}
	? Type extends Types
		? Each
		: never
	: never;

/** Who a test's peer says it is. */
export interface TestHandshake {
	readonly infoHash: Uint8Array;
	/** 20 bytes. */
	readonly peerId?: Uint8Array;
	/** Offers BEP 6 (yes). */
	readonly isFast?: boolean;
	/** Offers BEP 10 (yes). */
	readonly hasExtensions?: boolean;
}

const usualPeerId = new TextEncoder().encode('-XX0001-abcdefghijkl');

/** How long it is waited for something to be heard: longer than a busy machine takes. */
const patienceMs = 30_000;

/** A peer in a test's own hands: it says what the test says, and keeps all it hears in order. */
export class TestClient implements MessageHandler {
	readonly heard: Heard[] = [];
	/** Its own end: what the other side calls its address. */
	localPort = 0;
	/** Answers what it hears, if the test wants that done at once. */
	answer: (message: Heard) => void = () => {};
	readonly #socket: Socket;
	readonly #handshake = new HandshakeDecoder();
	readonly #decoder = new WireDecoder(this);
	readonly #waiting = new Set<() => void>();
	#body = new Uint8Array();

	constructor(socket: Socket) {
		this.#socket = socket;
		let code = '';
		socket.on('connect', () => {
			this.localPort = socket.localPort ?? 0;
		});
		socket.on('data', bytes => {
			const taken = this.#handshake.push(bytes, 0, bytes.length);
			const {handshake} = this.#handshake;
			if (handshake !== undefined && typeof taken === 'number') {
				if (taken > 0) {
					const {infoHash, peerId} = handshake;
					this.#hear({type: 'handshake', infoHash, peerId});
				}

				this.#decoder.push(bytes, taken, bytes.length);
			}
		});
		socket.on('error', (error: NodeJS.ErrnoException) => {
			code = error.code ?? '';
		});
		socket.on('close', () => {
			this.#hear({type: 'closed', code});
		});
	}

	/** Connects; with an info hash the handshake goes out at once. */
	static connect(
		address: {readonly host: string; readonly port: number; readonly localAddress?: string},
		infoHash?: Uint8Array,
		isFast = true,
	): TestClient {
		const client = new TestClient(connect(address));
		if (infoHash !== undefined) {
			client.sendHandshake({infoHash, isFast});
		}

		return client;
	}

	sendHandshake(handshake: TestHandshake): void {
		const {infoHash, peerId = usualPeerId, isFast = true, hasExtensions = true} = handshake;
		const reserved = encodeReserved({isFast, hasExtensions, hasDht: false});
		this.sendBytes(encodeHandshake({infoHash, peerId, reserved}));
	}

	send(...messages: readonly Message[]): void {
		for (const message of messages) {
			const bytes = new Uint8Array(messageLength(message));
			writeMessage(message, bytes, 0);
			this.sendBytes(bytes);
		}
	}

	/** PIECE. */
	sendBlock(index: number, begin: number, body: Uint8Array): void {
		const header = new Uint8Array(blockHeaderLength);
		writeBlockHeader(header, 0, index, begin, body.length);
		this.sendBytes(header);
		this.sendBytes(body);
	}

	/** Whatever the test makes of the protocol. */
	sendBytes(bytes: Uint8Array): void {
		if (!this.#socket.destroyed) {
			this.#socket.write(bytes);
		}
	}

	/** Waits until something of this type was heard `count` times, and returns the last of those. */
	async hear<Type extends Heard['type']>(type: Type, count = 1): Promise<HeardOf<Type>> {
		await this.until(() => this.of(type).length >= count, `${type} (${count})`);
		return this.of(type)[count - 1]!;
	}

	/** Resolves when it holds after something was heard. */
	async until(holds: () => boolean, what: string): Promise<void> {
		const {promise, resolve, reject} = Promise.withResolvers<void>();
		const look = (): void => {
			if (holds()) {
				resolve();
			}
		};

		const timer = setTimeout(() => {
			reject(new Error(`no ${what}, only ${this.types().join(' ')}`));
		}, patienceMs);
		this.#waiting.add(look);
		look();
		try {
			await promise;
		} finally {
			clearTimeout(timer);
			this.#waiting.delete(look);
		}
	}

	/** All that was heard of a type. */
	of<Type extends Heard['type']>(type: Type): ReadonlyArray<HeardOf<Type>> {
		return this.heard.filter((each): each is HeardOf<Type> & Heard => each.type === type);
	}

	/** The types of all that was heard. */
	types(): string[] {
		return this.heard.map(each => each.type);
	}

	close(): void {
		this.#socket.destroy();
	}

	handleKeepAlive(): void {
		this.#hear({type: 'keepAlive'});
	}

	handleChoke(): void {
		this.#hear({type: 'choke'});
	}

	handleUnchoke(): void {
		this.#hear({type: 'unchoke'});
	}

	handleInterested(): void {
		this.#hear({type: 'interested'});
	}

	handleNotInterested(): void {
		this.#hear({type: 'notInterested'});
	}

	handleHave(index: number): void {
		this.#hear({type: 'have', index});
	}

	handleBitfield(bits: Uint8Array): void {
		this.#hear({type: 'bitfield', bits: bits.slice()});
	}

	handleRequest(index: number, begin: number, length: number): void {
		this.#hear({type: 'request', index, begin, length});
	}

	handleBlockHeader(_index: number, _begin: number, length: number): Uint8Array {
		this.#body = new Uint8Array(length);
		return this.#body;
	}

	handleBlockProgress(): void {}

	handleBlock(index: number, begin: number): void {
		this.#hear({type: 'piece', index, begin, body: this.#body});
	}

	handleCancel(index: number, begin: number, length: number): void {
		this.#hear({type: 'cancel', index, begin, length});
	}

	handlePort(port: number): void {
		this.#hear({type: 'port', port});
	}

	handleSuggestPiece(index: number): void {
		this.#hear({type: 'suggestPiece', index});
	}

	handleHaveAll(): void {
		this.#hear({type: 'haveAll'});
	}

	handleHaveNone(): void {
		this.#hear({type: 'haveNone'});
	}

	handleRejectRequest(index: number, begin: number, length: number): void {
		this.#hear({type: 'rejectRequest', index, begin, length});
	}

	handleAllowedFast(index: number): void {
		this.#hear({type: 'allowedFast', index});
	}

	handleExtended(id: number, payload: Uint8Array): void {
		this.#hear({type: 'extended', id, payload: payload.slice()});
	}

	handleUnknown(): void {}

	#hear(message: Heard): void {
		this.heard.push(message);
		this.answer(message);
		for (const look of [...this.#waiting]) {
			look();
		}
	}
}
