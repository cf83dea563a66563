import {tmpdir} from 'node:os';
import {setImmediate as yieldToOthers} from 'node:timers/promises';
import {freeSpace} from '../engine/disk/free-space.js';
import {metainfoTools} from '../engine/metainfo-tools.js';
import {parseMetainfo} from '../protocol/metainfo.js';
import {encodeMetainfo} from '../protocol/metainfo-encoder.js';
import {ParseError} from '../protocol/parse-error.js';
import {LabRandom, mix} from './lab-random.js';
import type {ContentPlan} from './scenario.js';

/** Pieces are hashed this many bytes at a time before others get their turn: the screen draws meanwhile. */
const hashedAtATime = 4 * 1024 * 1024;

/** A torrent too large for the disk needs this much more than there is room for, and has so many pieces at most. */
const excess = 1024 ** 3;
const mostPieces = 32_768;

/** Bytes of a SHA-1. */
const hashLength = 20;

/**
 * A torrent whose bytes are made up from a seed whenever they are asked for, so that a swarm of any size keeps none of
 * them. Every scripted peer of a lab reads from one of these.
 */
export class LabContent {
	readonly plan: ContentPlan;
	/** Bytes of all files. */
	readonly length: number;
	readonly pieceCount: number;
	/** Pieces from the first on whose bytes somebody can have: all, but of a torrent that is too large. */
	readonly existingPieces: number;
	/** 20 bytes. */
	readonly infoHash: Uint8Array;
	readonly #pieceHashes: Uint8Array;
	readonly #seed: number;

	private constructor(plan: ContentPlan, seed: number, pieceHashes: Uint8Array) {
		this.plan = plan;
		this.#seed = seed;
		this.#pieceHashes = pieceHashes;
		this.length = contentLength(plan);
		this.pieceCount = Math.ceil(this.length / plan.pieceLength);
		this.existingPieces = plan.isTooLarge ? 1 : this.pieceCount;
		this.infoHash = hashInfo(this.metainfo([]));
	}

	/** Makes the torrent and hashes its pieces. */
	static async make(given: ContentPlan, seed: number): Promise<LabContent> {
		const plan = given.isTooLarge ? await outgrowDisk(given) : given;
		const {pieceLength, badPieces = []} = plan;
		const length = contentLength(plan);
		const random = new LabRandom(seed);
		const contentSeed = random.fork('content').below(0x7f_ff_ff_ff);
		const hashes = Buffer.alloc(Math.ceil(length / pieceLength) * hashLength);
		const hashed = plan.isTooLarge ? pieceLength : length;
		for (let begin = 0; begin < hashed; begin += pieceLength) {
			const piece = fill(contentSeed, begin, Math.min(pieceLength, length - begin));
			hashes.set(metainfoTools.sha1(piece), (begin / pieceLength) * hashLength);
			if (begin % hashedAtATime < pieceLength) {
				await yieldToOthers();
			}
		}

		for (const index of badPieces) {
			hashes[index * hashLength]! ^= 0xff;
		}

		return new LabContent(plan, contentSeed, hashes);
	}

	/** The bytes of a .torrent with these trackers, each a tier of its own. */
	metainfo(trackers: readonly string[]): Uint8Array {
		return encodeMetainfo({
			name: this.plan.name,
			pieceLength: this.plan.pieceLength,
			pieceHashes: this.#pieceHashes,
			files: this.plan.files.map(file => ({
				path: [this.plan.name, ...file.path],
				length: file.length,
			})),
			trackers: trackers.map(url => [url]),
			isPrivate: this.plan.isPrivate ?? false,
			comment: 'made up by the lab',
			createdBy: 'unchoke lab',
		});
	}

	/** Bytes of piece `index`: the last may be shorter. */
	pieceLengthOf(index: number): number {
		return Math.min(this.plan.pieceLength, this.length - index * this.plan.pieceLength);
	}

	/** The `length` bytes that belong at `begin` of piece `index`. */
	read(index: number, begin: number, length: number): Uint8Array {
		return fill(this.#seed, index * this.plan.pieceLength + begin, length);
	}
}

function hashInfo(metainfo: Uint8Array): Uint8Array {
	const parsed = parseMetainfo(metainfo, metainfoTools);
	if (parsed instanceof ParseError || parsed.infoHash === null) {
		throw new RangeError('the scenario describes no valid torrent');
	}

	return parsed.infoHash;
}

/** The same with a file more than fits, in pieces so long that there aren't too many of them. */
async function outgrowDisk(plan: ContentPlan): Promise<ContentPlan> {
	const length = ((await freeSpace(tmpdir())) ?? 0) + excess;
	let {pieceLength} = plan;
	while (length / pieceLength > mostPieces) {
		pieceLength *= 2;
	}

	return {...plan, pieceLength, files: [...plan.files, {path: ['more than fits.bin'], length}]};
}

function contentLength(plan: ContentPlan): number {
	return plan.files.reduce((sum, file) => sum + file.length, 0);
}

/** `length` bytes from `offset`: each 4 bytes are a number mixed from their place. */
function fill(seed: number, offset: number, length: number): Uint8Array {
	const first = Math.floor(offset / 4);
	const skipped = offset % 4;
	const words = new Uint32Array(Math.ceil((skipped + length) / 4));
	for (let at = 0; at < words.length; at++) {
		words[at] = mix(seed + Math.imul(first + at, 0x9e_37_79_b1));
	}

	return new Uint8Array(words.buffer, skipped, length);
}
