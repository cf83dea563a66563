import {type BencodeDictionary, decodeDictionary} from './bencode.js';
import {readBytes, readInteger, readIntegerWithin} from './bencode-reader.js';
import {sanitiseName} from './file-name.js';
import {foreignText} from './foreign-text.js';
import {toHex} from './hex.js';
import {parseFiles} from './metainfo-files.js';
import {parseNodes, parseTrackers, parseWebSeeds} from './metainfo-sources.js';
import type {Metainfo} from './metainfo-types.js';
import {ParseError} from './parse-error.js';

/** A longer .torrent is refused; whoever reads one need not read further. */
export const maxMetainfoLength = 64 * 1024 * 1024;

const maxPieceLength = 512 * 1024 * 1024;
const hashLength = 20;

/** The last second of the year 9999: dates beyond it are no dates. */
const maxCreatedAt = 253_402_300_799;

/** What the parser cannot have of its own: this room is pure. */
export interface MetainfoTools {
	sha1(bytes: Uint8Array): Uint8Array;
	sha256(bytes: Uint8Array): Uint8Array;
	/** Keep to names that Windows takes, too. */
	readonly isForWindows?: boolean;
}

/** Parses a .torrent file (BEP 3, 5, 12, 19, 27, 47; of a hybrid of BEP 52 the v1 part). */
export function parseMetainfo(bytes: Uint8Array, tools: MetainfoTools): Metainfo | ParseError {
	if (bytes.length > maxMetainfoLength) {
		return new ParseError('the torrent file is over 64 MiB');
	}
	const decoded = decodeDictionary(bytes, {
		maxDepth: 100,
		maxValues: 4_000_000,
		undecoded: ['info', 'piece layers'],
	});
	if (decoded instanceof ParseError) {
		return new ParseError(`this is not a torrent file: ${decoded.message}`);
	}
	const span = decoded.spans.get('info');
	if (span === undefined) {
		return new ParseError('this is not a torrent file: it has no info dictionary');
	}
	const root = decoded.value;
	// A copy of its own: the file's bytes may go.
	const torrent = parseInfo(bytes.slice(span.start, span.end), tools);
	if (torrent instanceof ParseError) {
		return torrent;
	}
	return {
		...torrent,
		trackers: parseTrackers(root),
		webSeeds: parseWebSeeds(root),
		nodes: parseNodes(root),
		comment: parseWords(root, 'comment', 4000),
		createdBy: parseWords(root, 'created by', 200),
		createdAt: readIntegerWithin(root, 'creation date', 0, maxCreatedAt) ?? null,
	};
}

/** What the info dictionary alone says. */
type TorrentInfo = Omit<
	Metainfo,
	'trackers' | 'webSeeds' | 'nodes' | 'comment' | 'createdBy' | 'createdAt'
>;

function parseInfo(infoBytes: Uint8Array, tools: MetainfoTools): TorrentInfo | ParseError {
	const decoded = decodeDictionary(infoBytes, {
		maxDepth: 100,
		maxValues: 4_000_000,
		undecoded: ['files', 'file tree'],
	});
	if (decoded instanceof ParseError) {
		return new ParseError('this is not a torrent file: its info is no dictionary');
	}
	const info = decoded.value;
	const version = readInteger(info, 'meta version') ?? 1;
	const pieceHashes = readBytes(info, 'pieces');
	if (pieceHashes === undefined) {
		return new ParseError(
			version > 1
				? 'this is a version 2 torrent (BEP 52), which is not supported yet'
				: 'the torrent has no piece hashes',
		);
	}
	const pieceLength = readIntegerWithin(info, 'piece length', 1, maxPieceLength);
	if (pieceLength === undefined) {
		return new ParseError('the torrent’s piece length is not from 1 byte to 512 MiB');
	}
	const infoHash = tools.sha1(infoBytes);
	const isForWindows = tools.isForWindows ?? false;
	const name = parseName(info, infoHash, isForWindows);
	const list = decoded.spans.get('files');
	const files = parseFiles({
		info,
		list: list && infoBytes.subarray(list.start, list.end),
		name,
		isForWindows,
	});
	if (files instanceof ParseError) {
		return files;
	}
	const length = files.reduce((sum, file) => sum + file.length, 0);
	const pieceCount = Math.ceil(length / pieceLength);
	if (length === 0) {
		return new ParseError('the torrent holds no bytes at all');
	}
	if (pieceHashes.length !== pieceCount * hashLength) {
		return new ParseError(
			`the torrent has ${length} bytes in ${pieceCount} pieces, but ${pieceHashes.length} bytes of hashes instead of ${pieceCount * hashLength}`,
		);
	}
	return {
		name,
		infoHash,
		infoHashV2: version > 1 ? tools.sha256(infoBytes) : null,
		infoBytes,
		pieceLength,
		pieceCount,
		length,
		pieceHashes,
		isPrivate: (readInteger(info, 'private') ?? 0) !== 0,
		files,
	};
}

/** The torrent's name; one without any is called by its info hash. */
function parseName(info: BencodeDictionary, infoHash: Uint8Array, isForWindows: boolean): string {
	const bytes = readBytes(info, 'name.utf-8') ?? readBytes(info, 'name');
	return bytes === undefined || bytes.length === 0
		? toHex(infoHash)
		: sanitiseName(bytes, isForWindows);
}

/** Words for people, escaped; older programs wrote a second, surely UTF-8 key beside the first. */
function parseWords(root: BencodeDictionary, key: string, maxLength: number): string | null {
	const bytes = readBytes(root, `${key}.utf-8`) ?? readBytes(root, key);
	return bytes === undefined || bytes.length === 0 ? null : foreignText(bytes, maxLength);
}
