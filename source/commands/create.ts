import {basename, resolve} from 'node:path';
import {count} from '../diagnosis/phrases.js';
import {hashFiles} from '../engine/disk/hash-files.js';
import {metainfoTools} from '../engine/metainfo-tools.js';
import {TorrentError} from '../engine/torrent-error.js';
import {toHex} from '../protocol/hex.js';
import {parseMetainfo} from '../protocol/metainfo.js';
import {encodeMetainfo} from '../protocol/metainfo-encoder.js';
import {ParseError} from '../protocol/parse-error.js';
import {bytesText} from './amounts.js';
import type {CommandInput} from './command-table.js';
import {type Outcome, RunError, UsageError} from './exit.js';
import {givenTrackers, givenWebSeeds} from './flag-values.js';
import type {FlagValues} from './flags.js';
import {runHashing} from './hash-run.js';
import {findPayload, type Payload} from './payload-files.js';
import {choosePieceLength, readPieceLength} from './piece-length.js';
import {isAsciiOnly} from './progress-bar.js';
import {openProgressLine} from './progress-line.js';
import {printTables} from './tables.js';
import {checkOut, writeOut} from './torrent-out.js';
import {typedText} from './typed-text.js';
import {version} from './version.js';

/** Longer comments are no comments. */
const maxCommentLength = 4000;

/** What goes into the torrent besides the files: read before anything is hashed. */
function readWords(flags: FlagValues) {
	if ((flags.comment ?? '').length > maxCommentLength) {
		throw new UsageError(`--comment is over ${maxCommentLength} characters`);
	}
	return {
		trackers: givenTrackers(flags).map(url => [url]),
		webSeeds: givenWebSeeds(flags),
		isPrivate: flags.private ?? false,
		comment: flags.comment,
	};
}

async function hashPayload(payload: Payload, pieceLength: number): Promise<Uint8Array> {
	const line = openProgressLine();
	for (const path of payload.skipped) {
		line.note(`skipped ${typedText(path)}: neither a file nor a folder`);
	}
	const files = payload.files.map(({source, length}) => ({path: source, length}));
	const hashes = await runHashing(line, isAsciiOnly(), options =>
		hashFiles(files, pieceLength, options),
	);
	if (hashes instanceof TorrentError) {
		throw new RunError(hashes.message);
	}
	return hashes;
}

function magnetLink(infoHash: string, name: string, trackers: readonly string[]): string {
	const parts = [`xt=urn:btih:${infoHash}`, `dn=${encodeURIComponent(name)}`];
	return `magnet:?${[...parts, ...trackers.map(url => `tr=${encodeURIComponent(url)}`)].join('&')}`;
}

/** `unchoke create`: makes a .torrent of a file or a folder. */
export async function runCreate({words, flags}: CommandInput): Promise<Outcome> {
	const given = words[0]!;
	const torrentWords = readWords(flags);
	const givenPieceLength =
		flags.pieceLength === undefined ? undefined : readPieceLength(flags.pieceLength);
	const out = resolve(flags.out ?? `${basename(resolve(given))}.torrent`);
	const payload = await findPayload(given, out);
	await checkOut(out, flags.force ?? false, '--force replaces it, --out names another file');
	const length = payload.files.reduce((sum, file) => sum + file.length, 0);
	const pieceLength = givenPieceLength ?? choosePieceLength(length);
	const bytes = encodeMetainfo({
		...torrentWords,
		name: payload.name,
		pieceLength,
		pieceHashes: await hashPayload(payload, pieceLength),
		files: payload.files,
		createdBy: `unchoke ${version()}`,
		createdAt: Math.floor(Date.now() / 1000),
	});
	const metainfo = parseMetainfo(bytes, metainfoTools);
	if (metainfo instanceof ParseError || metainfo.infoHash === null) {
		throw new Error(`the torrent just made can't be read: ${String(metainfo)}`);
	}
	await writeOut(out, bytes);
	const infoHash = toHex(metainfo.infoHash);
	const rows = [
		['Torrent', typedText(out)],
		['Info hash', infoHash],
		['Size', `${bytesText(length)} in ${count(payload.files.length, 'file')}`],
		['Pieces', `${metainfo.pieceCount} of ${pieceLength} bytes`],
		['Magnet link', magnetLink(infoHash, payload.name, torrentWords.trackers.flat())],
	];
	await printTables([{columns: [{title: 'Made'}, {title: 'Value'}], rows}], flags);
	return torrentWords.isPrivate && torrentWords.trackers.length === 0
		? {status: 0, sentence: 'made; but a private torrent without a tracker will never find a peer'}
		: {status: 0};
}
