import {PieceMap} from '../../source/swarm/piece-map.js';
import type {Chance} from './chance.js';

/** The torrent that a simulation is about. */
export class Content {
	readonly infoHash = new Uint8Array(20).fill(0xcc);
	readonly bytes: Uint8Array;
	readonly pieceLength: number;
	readonly pieceCount: number;
	readonly #sizes: PieceMap;

	constructor(chance: Chance, pieceCount: number, pieceLength: number) {
		this.pieceLength = pieceLength;
		this.pieceCount = pieceCount;
		const length = pieceCount * pieceLength - chance.whole(0, pieceLength - 1);
		this.bytes = new Uint8Array(length);
		const words = new Uint32Array(Math.ceil(length / 4));
		for (let at = 0; at < words.length; at++) {
			words[at] = Math.imul(at + 1, 0x9e3779b1) ^ (at << 7);
		}
		this.bytes.set(new Uint8Array(words.buffer, 0, length));
		this.#sizes = new PieceMap({length, pieceLength, pieceCount});
	}

	get length(): number {
		return this.bytes.length;
	}

	/** Bytes of a piece. */
	lengthOf(index: number): number {
		return this.#sizes.lengthOf(index);
	}

	isInRange(index: number, begin: number, length: number): boolean {
		return this.#sizes.isInRange(index, begin, length);
	}

	/** The part of `bytes`, a copy of the torrent, that is this block. */
	blockOf(bytes: Uint8Array, index: number, begin: number, length: number): Uint8Array {
		const offset = index * this.pieceLength + begin;
		return bytes.subarray(offset, offset + length);
	}

	/** Whether a piece of `bytes` is right. */
	isRight(bytes: Uint8Array, index: number): boolean {
		const length = this.lengthOf(index);
		const ours = this.blockOf(bytes, index, 0, length);
		const right = this.blockOf(this.bytes, index, 0, length);
		return ours.every((byte, at) => byte === right[at]);
	}
}
