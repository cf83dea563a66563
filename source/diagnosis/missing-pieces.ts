import {blockColumns} from '../store/columns.js';
import type {TorrentIdentity, TorrentSample} from '../store/engine-port.js';
import type {MissingMetrics} from './metrics.js';

/** Files named at most. */
const pathLimit = 8;

/** What {@link MissingPieces} is made from. */
export interface MissingSource {
	readonly now: number;
	/** The torrent's `unavailablePieces`. */
	readonly count: number;
	readonly sample: TorrentSample | undefined;
	readonly identity: TorrentIdentity | undefined;
	/** Of each connected peer by its id. */
	readonly addresses: ReadonlyMap<number, string>;
}

/** What nobody has and what is awaited, worked out only when a finding asks for it. */
export class MissingPieces implements MissingMetrics {
	readonly count: number;
	readonly #source: MissingSource;

	constructor(source: MissingSource) {
		this.count = source.count;
		this.#source = source;
	}

	get pieces(): number[] {
		return [...(this.#source.sample?.unavailable ?? [])];
	}

	/** Only where the files' lengths add up to the torrent's: padding takes room and is not listed among them. */
	get paths(): string[] {
		const {identity} = this.#source;
		const pieces = this.pieces;
		if (identity === undefined || pieces.length === 0) {
			return [];
		}
		const paths: string[] = [];
		let offset = 0;
		for (const {path, length} of identity.files) {
			const first = Math.floor(offset / identity.pieceLength);
			offset += length;
			const last = Math.floor((offset - 1) / identity.pieceLength);
			if (
				length > 0 &&
				paths.length < pathLimit &&
				pieces.some(index => index >= first && index <= last)
			) {
				paths.push(path);
			}
		}
		return offset === identity.length ? paths : [];
	}

	get blocks(): MissingMetrics['blocks'] {
		const {sample, addresses, now} = this.#source;
		const numbers = sample?.blocks ?? new Float64Array(0);
		const width = blockColumns.length;
		return Array.from({length: Math.floor(numbers.length / width)}, (_, row) => {
			const [index, begin, , peerId, requestedAt] = numbers.subarray(
				row * width,
				(row + 1) * width,
			);
			return {
				index: index!,
				begin: begin!,
				address: addresses.get(peerId!) ?? `peer ${peerId}`,
				ageMs: now - requestedAt!,
			};
		});
	}
}
