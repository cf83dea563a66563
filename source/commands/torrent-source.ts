import {metainfoTools} from '../engine/metainfo-tools.js';
import {foreignText} from '../protocol/foreign-text.js';
import {type InfoHashes, parseInfoHash} from '../protocol/info-hash.js';
import {isMagnet, type Magnet, parseMagnet} from '../protocol/magnet.js';
import {maxMetainfoLength, parseMetainfo} from '../protocol/metainfo.js';
import type {Metainfo} from '../protocol/metainfo-types.js';
import {ParseError} from '../protocol/parse-error.js';
import {UsageError} from './exit.js';
import {type FetchOptions, fetchTorrent, printableUrl} from './fetch-torrent.js';
import {readBounded, TooLargeError} from './read-bounded.js';
import {pathErrorText} from './system-error.js';
import {typedText} from './typed-text.js';

/** What a `<torrent>` of the command line turned out to be. `origin` is how to call it in a sentence, already escaped. */
export type TorrentSource =
	| {
			readonly kind: 'metainfo';
			readonly origin: string;
			readonly bytes: Uint8Array;
			readonly metainfo: Metainfo;
	  }
	/** A magnet link, or a bare info hash read as one: only what the link says is known. */
	| {readonly kind: 'magnet'; readonly origin: string; readonly magnet: Magnet};

/** A web server gets this long for a .torrent, from look-up to last byte. */
const fetchTimeoutMs = 60_000;

/** What a bare info hash says: as much as a magnet link of nothing else. */
function magnetOfHash(hashes: InfoHashes): Magnet {
	return {...hashes, name: null, trackers: [], webSeeds: [], peers: [], files: null};
}

function fromMagnet(text: string): TorrentSource {
	const magnet = parseMagnet(text);
	if (magnet instanceof ParseError) {
		throw new UsageError(`${foreignText(text)}: ${magnet.message}`);
	}
	return {kind: 'magnet', origin: 'the magnet link', magnet};
}

/**
 * Parses the bytes of a .torrent.
 * @throws UsageError that names `origin` when they are none.
 */
export function openTorrentBytes(
	bytes: Uint8Array,
	origin: string,
): Extract<TorrentSource, {kind: 'metainfo'}> {
	const metainfo = parseMetainfo(bytes, metainfoTools);
	if (metainfo instanceof ParseError) {
		throw new UsageError(`${origin}: ${metainfo.message}`);
	}
	return {kind: 'metainfo', origin, bytes, metainfo};
}

async function readFile(path: string, origin: string): Promise<Uint8Array> {
	try {
		return await readBounded(path, maxMetainfoLength);
	} catch (error) {
		if (error instanceof TooLargeError) {
			throw new UsageError(`${origin} is no .torrent: it is over ${maxMetainfoLength} bytes`);
		}
		throw new UsageError(`cannot read ${origin}: ${pathErrorText(error)}`);
	}
}

/**
 * Opens a `<torrent>`: a magnet link, an http(s) URL of a .torrent, a bare info hash, or a path.
 * @throws UsageError when it is no torrent; RunError when a URL can't be downloaded.
 */
export async function openTorrent(
	text: string,
	handleProgress?: FetchOptions['handleProgress'],
): Promise<TorrentSource> {
	if (isMagnet(text)) {
		return fromMagnet(text);
	}
	if (/^https?:\/\//i.test(text)) {
		if (!URL.canParse(text)) {
			throw new UsageError(`${typedText(text)} is no valid URL`);
		}
		const url = new URL(text);
		const bytes = await fetchTorrent(url, {
			maxBytes: maxMetainfoLength,
			timeoutMs: fetchTimeoutMs,
			...(handleProgress && {handleProgress}),
		});
		return openTorrentBytes(bytes, printableUrl(url));
	}
	const origin = typedText(text);
	const hashes = parseInfoHash(text);
	return hashes instanceof ParseError
		? openTorrentBytes(await readFile(text, origin), origin)
		: {kind: 'magnet', origin: `the info hash ${origin}`, magnet: magnetOfHash(hashes)};
}
