import {uptime} from 'node:os';
import {bitfieldLength, hasBit, hasSpareBits, setBit} from '../../protocol/bitfield.js';
import {toHex} from '../../protocol/hex.js';
import type {Metainfo} from '../../protocol/metainfo-types.js';
import {FileLayout} from './file-layout.js';
import type {FilePlace} from './file-place.js';
import {stampOf} from './file-stamps.js';
import type {HashOptions} from './hash-pieces.js';
import {recheck} from './recheck.js';
import type {FileStamp, ResumeRecord} from './resume-record.js';

/** A record that fits this torrent in every length; any other is as good as none. */
function isRecordOf(record: ResumeRecord, metainfo: Metainfo): boolean {
	const {infoHash, infoHashV2, pieceCount, files} = metainfo;
	return (
		record.infoHash === toHex(infoHash ?? infoHashV2!) &&
		record.files.length === files.length &&
		record.pieces.length === bitfieldLength(pieceCount) &&
		!hasSpareBits(record.pieces, pieceCount)
	);
}

function isSame(a: FileStamp | undefined, b: FileStamp): boolean {
	return a?.size === b?.size && a?.mtimeMs === b?.mtimeMs;
}

/** Longer than any system keeps written bytes in memory only. */
const writeBackMs = 120_000;

/** When the system was started, milliseconds since 1970. */
function systemStart(): number {
	return Date.now() - uptime() * 1000;
}

/**
 * Whether a file's bytes were on the device, not only its size and time, if the machine stopped since the record was saved: after
 * a power failure a file can look as it should and hold zeros. While the machine runs on, nothing written is lost.
 */
function isOnDevice(stamp: FileStamp, record: ResumeRecord, startedAt: number): boolean {
	const savedAt = record.savedAt ?? 0;
	return savedAt > startedAt || (stamp !== null && stamp.mtimeMs + writeBackMs < savedAt);
}

/** What of a torrent can be believed without reading, and what must be hashed: one bit a piece each. */
export interface ResumePlan {
	readonly trusted: Uint8Array;
	readonly toHash: Uint8Array;
}

/**
 * Compares the files with a record. A piece of it is trusted when all its files have the size and time they had then. Every
 * piece of a file that differs is hashed, those the record does not list too: after a kill the file holds pieces that were
 * verified after the last save, and nobody can tell those from a change by somebody else.
 * @param startedAt when the system was started, milliseconds since 1970
 */
export async function planResume(
	metainfo: Metainfo,
	places: readonly FilePlace[],
	record: ResumeRecord | undefined,
	startedAt = systemStart(),
): Promise<ResumePlan> {
	const believed = record !== undefined && isRecordOf(record, metainfo) ? record : undefined;
	const layout = new FileLayout(metainfo);
	const isMissing = new Uint8Array(metainfo.pieceCount);
	const isChanged = new Uint8Array(metainfo.pieceCount);
	for (const [fileIndex, file] of metainfo.files.entries()) {
		const pieces = layout.piecesOfFile(fileIndex);
		if (pieces === undefined || file.isPadding) continue;
		const stamp = await stampOf(places[fileIndex]!.path);
		const isTrusted =
			believed !== undefined &&
			isSame(believed.files[fileIndex], stamp) &&
			isOnDevice(stamp, believed, startedAt);
		if (stamp === null) isMissing.fill(1, pieces.first, pieces.last + 1);
		else if (!isTrusted) isChanged.fill(1, pieces.first, pieces.last + 1);
	}
	const trusted = new Uint8Array(bitfieldLength(metainfo.pieceCount));
	const toHash = new Uint8Array(trusted.length);
	for (let index = 0; index < metainfo.pieceCount; index++) {
		if (isMissing[index]) continue;
		if (isChanged[index]) setBit(toHash, index);
		else if (believed !== undefined && hasBit(believed.pieces, index)) setBit(trusted, index);
	}
	return {trusted, toHash};
}

/**
 * The pieces we have at start: those of the record whose files are unchanged since, without reading them; all pieces of
 * files that differ (or of all files, without a record) are hashed.
 * @returns one bit a piece. Rejects with the signal's reason on abort.
 */
export async function restorePieces(
	metainfo: Metainfo,
	places: readonly FilePlace[],
	record: ResumeRecord | undefined,
	options: HashOptions = {},
): Promise<Uint8Array> {
	const {trusted, toHash} = await planResume(metainfo, places, record);
	const hashed = await recheck(metainfo, places, {...options, pieces: toHash});
	return hashed.map((byte, position) => byte | trusted[position]!);
}
