import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {LabRandom} from '../../source/lab/lab-random.js';
import {encodeMetainfo, type MetainfoInput} from '../../source/protocol/metainfo-encoder.js';

/** A torrent to make up: its files as they lie in a folder, padding included. */
export interface PayloadPlan {
	readonly name: string;
	/** Bytes. */
	readonly pieceLength: number;
	/** Paths from the folder of the payload down, so a multi-file torrent's begin with its name. */
	readonly files: ReadonlyArray<{
		readonly path: readonly string[];
		readonly length: number;
		/** BEP 47. */
		readonly isPadding?: boolean;
	}>;
}

/** A torrent with its payload on disk. */
export interface Payload {
	readonly plan: PayloadPlan;
	/** Bytes of all files. */
	readonly length: number;
	readonly torrentPath: string;
	/** The folder that holds the payload. */
	readonly dir: string;
}

/** Bytes that look random, the same for the same name. */
function madeUp(name: string, length: number): Uint8Array {
	const random = new LabRandom(1).fork(name);
	const words = new Uint32Array(Math.ceil(length / 4));
	for (let at = 0; at < words.length; at++) {
		words[at] = random.below(2 ** 32);
	}

	return new Uint8Array(words.buffer, 0, length);
}

/** Where a payload goes, and how. */
export interface WritePayloadOptions {
	readonly dir: string;
	/** The tracker in its .torrent. */
	readonly tracker: string;
	/** Padding becomes files too, for clients that don't know BEP 47. */
	readonly withPadding: boolean;
}

/** Writes the payload's files to `dir` and its .torrent beside them. */
export function writePayload(
	plan: PayloadPlan,
	{dir, tracker, withPadding}: WritePayloadOptions,
): Payload {
	const contents = plan.files.map(file =>
		file.isPadding === true
			? new Uint8Array(file.length)
			: madeUp(`${plan.name} ${file.path.join('/')}`, file.length),
	);
	for (const [at, file] of plan.files.entries()) {
		if (withPadding || file.isPadding !== true) {
			const target = path.join(dir, ...file.path);
			mkdirSync(path.dirname(target), {recursive: true});
			writeFileSync(target, contents[at]!);
		}
	}

	const bytes = Buffer.concat(contents);
	const pieceHashes: Uint8Array[] = [];
	for (let begin = 0; begin < bytes.length; begin += plan.pieceLength) {
		const piece = bytes.subarray(begin, begin + plan.pieceLength);
		pieceHashes.push(createHash('sha1').update(piece).digest());
	}

	const torrentPath = path.join(dir, `${plan.name}.torrent`);
	writeTorrent(torrentPath, {...plan, pieceHashes: Buffer.concat(pieceHashes)}, tracker);
	return {plan, length: bytes.length, torrentPath, dir};
}

/** Writes a .torrent with this tracker. */
export function writeTorrent(
	torrentPath: string,
	input: PayloadPlan & Pick<MetainfoInput, 'pieceHashes'>,
	tracker: string,
): void {
	writeFileSync(torrentPath, encodeMetainfo({...input, trackers: [[tracker]]}));
}

/** What a client may leave out, if it says so. */
export interface CompareOptions {
	readonly withEmptyFiles: boolean;
}

/** Paths of files that are not in `dir` byte for byte as they are in the payload's own folder. */
export function differences(
	payload: Payload,
	dir: string,
	{withEmptyFiles}: CompareOptions = {withEmptyFiles: true},
): string[] {
	return payload.plan.files
		.filter(file => file.isPadding !== true && (withEmptyFiles || file.length > 0))
		.map(file => path.join(...file.path))
		.filter(name => !isSame(path.join(payload.dir, name), path.join(dir, name)));
}

/** Padding that lies in `dir` as files, which a client that knows BEP 47 doesn't write. */
export function writtenPadding(payload: Payload, dir: string): string[] {
	return payload.plan.files
		.filter(file => file.isPadding === true)
		.map(file => path.join(...file.path))
		.filter(name => existsSync(path.join(dir, name)));
}

function isSame(one: string, other: string): boolean {
	try {
		return readFileSync(one).equals(readFileSync(other));
	} catch {
		return false;
	}
}
