import type {MessageHandler} from '../../source/protocol/messages.js';

/** One call to the handler, as a value that tests compare. */
export type Heard = readonly [name: string, ...values: unknown[]];

/** A handler that writes down what it hears, with block bodies as they were when the block was whole. */
export class Recorder implements MessageHandler {
	readonly heard: Heard[] = [];
	/** Bytes told as progress since the last block header. */
	progress = 0;
	/** Whether a block's body is taken. */
	accepts: (index: number, begin: number, length: number) => boolean = () => true;
	/** Called after each event, for tests that stop the decoder in the middle. */
	afterEach: () => void = () => {};
	#place: Uint8Array | undefined;

	#add(...heard: Heard): void {
		this.heard.push(heard);
		this.afterEach();
	}

	handleKeepAlive(): void {
		this.#add('keepAlive');
	}

	handleChoke(): void {
		this.#add('choke');
	}

	handleUnchoke(): void {
		this.#add('unchoke');
	}

	handleInterested(): void {
		this.#add('interested');
	}

	handleNotInterested(): void {
		this.#add('notInterested');
	}

	handleHave(index: number): void {
		this.#add('have', index);
	}

	handleBitfield(bits: Uint8Array): void {
		this.#add('bitfield', bits);
	}

	handleRequest(index: number, begin: number, length: number): void {
		this.#add('request', index, begin, length);
	}

	handleBlockHeader(index: number, begin: number, length: number): Uint8Array | undefined {
		this.progress = 0;
		this.#place = this.accepts(index, begin, length) ? new Uint8Array(length) : undefined;
		this.#add('blockHeader', index, begin, length);
		return this.#place;
	}

	handleBlockProgress(bytes: number): void {
		this.progress += bytes;
	}

	handleBlock(index: number, begin: number, length: number, isSkipped: boolean): void {
		this.#add('block', index, begin, length, isSkipped ? null : this.#place, this.progress);
	}

	handleCancel(index: number, begin: number, length: number): void {
		this.#add('cancel', index, begin, length);
	}

	handlePort(port: number): void {
		this.#add('port', port);
	}

	handleSuggestPiece(index: number): void {
		this.#add('suggestPiece', index);
	}

	handleHaveAll(): void {
		this.#add('haveAll');
	}

	handleHaveNone(): void {
		this.#add('haveNone');
	}

	handleRejectRequest(index: number, begin: number, length: number): void {
		this.#add('rejectRequest', index, begin, length);
	}

	handleAllowedFast(index: number): void {
		this.#add('allowedFast', index);
	}

	handleExtended(id: number, payload: Uint8Array): void {
		this.#add('extended', id, payload);
	}

	handleUnknown(id: number, length: number): void {
		this.#add('unknown', id, length);
	}
}
