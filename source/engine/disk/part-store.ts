import {TorrentError} from '../torrent-error.js';
import {errnoCode, pathError} from './errno-words.js';
import type {FilePlace} from './file-place.js';
import {openInside} from './open-inside.js';

/** Copied at a time. */
const copyBytes = 1024 * 1024;

/**
 * Copies spans of a file from the part store into the real file. What the store never got is left out: those pieces are not
 * ours and come later. Throws a TorrentError.
 */
export async function movePart(
	from: FilePlace,
	to: FilePlace,
	spans: ReadonlyArray<{readonly begin: number; readonly length: number}>,
): Promise<void> {
	const source = await openInside(from, false).catch((error: unknown) => {
		if (errnoCode(error) === 'ENOENT') return undefined;
		throw error;
	});
	if (source === undefined) return;
	try {
		const target = await openInside(to, true);
		try {
			const buffer = new Uint8Array(copyBytes);
			for (const {begin, length} of spans) {
				for (let at = begin; at < begin + length; ) {
					const wantedBytes = Math.min(copyBytes, begin + length - at);
					const {bytesRead} = await source.read(buffer, 0, wantedBytes, from.base + at);
					if (bytesRead === 0) break;
					await writeFully(target, buffer.subarray(0, bytesRead), at);
					at += bytesRead;
				}
			}
		} finally {
			await target.close();
		}
	} catch (error) {
		throw error instanceof TorrentError ? error : pathError('write', to.path, error);
	} finally {
		await source.close();
	}
}

async function writeFully(
	target: Awaited<ReturnType<typeof openInside>>,
	bytes: Uint8Array,
	position: number,
): Promise<void> {
	for (let done = 0; done < bytes.length; ) {
		const {bytesWritten} = await target.write(bytes, done, bytes.length - done, position + done);
		done += bytesWritten;
	}
}
