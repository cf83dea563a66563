import {bitfieldLength, hasBit, setBit} from '../../protocol/bitfield.js';
import type {Metainfo} from '../../protocol/metainfo-types.js';
import type {FilePlace} from './file-place.js';
import type {HashFile} from './hash-job.js';
import {type HashOptions, hashPieces} from './hash-pieces.js';

/** What `recheck` can be told. */
export interface RecheckOptions extends HashOptions {
	/** One bit a piece: hash only these; all when absent. */
	readonly pieces?: Uint8Array | undefined;
}

/**
 * Hashes what is on disk on worker threads. A missing or short file's pieces are simply missing.
 * @param places where each file's bytes are: `TorrentDisk.places`, or `payloadPlaces` without a running torrent
 * @returns one bit a piece, as on the wire: set when it was hashed and is right. Rejects with the signal's reason on abort.
 */
export async function recheck(
	metainfo: Metainfo,
	places: readonly FilePlace[],
	{pieces, ...options}: RecheckOptions = {},
): Promise<Uint8Array> {
	const files = metainfo.files.map((file, index): HashFile => {
		const {path, base} = places[index]!;
		return {path: file.isPadding ? null : path, base, length: file.length, offset: file.offset};
	});
	const indices: number[] = [];
	for (let index = 0; index < metainfo.pieceCount; index++) {
		if (pieces === undefined || hasBit(pieces, index)) {
			indices.push(index);
		}
	}
	const {digests, isHashed} = await hashPieces(
		{files, pieceLength: metainfo.pieceLength},
		indices,
		options,
	);
	const right = new Uint8Array(bitfieldLength(metainfo.pieceCount));
	for (const [position, index] of indices.entries()) {
		const digest = digests.subarray(position * 20, position * 20 + 20);
		const expected = metainfo.pieceHashes.subarray(index * 20, index * 20 + 20);
		if (isHashed[position] === 1 && Buffer.compare(digest, expected) === 0) {
			setBit(right, index);
		}
	}
	return right;
}
