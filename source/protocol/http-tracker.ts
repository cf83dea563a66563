import type {
	AnnounceRequest,
	AnnounceResponse,
	ScrapeResponse,
	TrackerRefusal,
} from './announce.js';
import {type BencodeDictionary, decodeDictionary} from './bencode.js';
import {
	readBytes,
	readDictionary,
	readInteger,
	readIntegerWithin,
	readList,
	readText,
} from './bencode-reader.js';
import {decodeCompactPeers, decodePeerList} from './compact-peers.js';
import {foreignText} from './foreign-text.js';
import {toHex} from './hex.js';
import {ParseError} from './parse-error.js';

/** A tracker's words are cut to this many characters. */
const maxWordsLength = 300;

/** Nobody counts higher. */
const maxCount = 2 ** 31;

/** No tracker wants us back later than in a week. */
const maxIntervalMs = 7 * 24 * 3600 * 1000;

/** The URL of an announce (BEP 3, 7, 23): the tracker's own, with what it already has in its query kept. */
export function announceUrl(trackerUrl: string, request: AnnounceRequest): string {
	const parameters = [
		`info_hash=${percentEncode(request.infoHash)}`,
		`peer_id=${percentEncode(request.peerId)}`,
		`port=${request.port}`,
		`uploaded=${request.uploaded}`,
		`downloaded=${request.downloaded}`,
		`left=${request.left}`,
		'compact=1',
		'no_peer_id=1',
		`numwant=${request.numwant}`,
		`key=${request.key.toString(16).padStart(8, '0')}`,
	];
	if (request.event !== 'none') {
		parameters.push(`event=${request.event}`);
	}
	if (request.ipv6 !== undefined) {
		parameters.push(`ipv6=${encodeURIComponent(request.ipv6)}`);
	}
	if (request.trackerId !== undefined) {
		parameters.push(`trackerid=${percentEncode(request.trackerId)}`);
	}
	return addQuery(trackerUrl, parameters.join('&'));
}

/** The URL of a scrape, or `undefined` where the tracker has none: the last `/announce` of its path becomes `/scrape`. */
export function scrapeUrl(trackerUrl: string, infoHash: Uint8Array): string | undefined {
	const [path = '', ...query] = trackerUrl.split('?');
	const slash = path.lastIndexOf('/');
	if (!path.startsWith('/announce', slash)) {
		return undefined;
	}
	const scrape = `${path.slice(0, slash)}/scrape${path.slice(slash + '/announce'.length)}`;
	return addQuery([scrape, ...query].join('?'), `info_hash=${percentEncode(infoHash)}`);
}

/** Decodes the body of an HTTP tracker's answer to an announce. */
export function decodeAnnounceResponse(
	body: Uint8Array,
): AnnounceResponse | TrackerRefusal | ParseError {
	const answer = decodeBody(body);
	if (answer instanceof ParseError || 'refusal' in answer) {
		return answer;
	}
	const {dictionary} = answer;
	const compact = readBytes(dictionary, 'peers') ?? new Uint8Array();
	const externalIp = readBytes(dictionary, 'external ip');
	return {
		intervalMs: readSeconds(dictionary, 'interval'),
		minIntervalMs: readSeconds(dictionary, 'min interval'),
		seeds: readIntegerWithin(dictionary, 'complete', 0, maxCount) ?? null,
		leechers: readIntegerWithin(dictionary, 'incomplete', 0, maxCount) ?? null,
		peers: [
			...decodePeerList(readList(dictionary, 'peers') ?? []),
			...decodeCompactPeers(compact, 4),
			...decodeCompactPeers(readBytes(dictionary, 'peers6') ?? new Uint8Array(), 16),
		],
		warning: readWords(dictionary, 'warning message'),
		trackerId: readBytes(dictionary, 'tracker id')?.subarray(0, 256) ?? null,
		externalIp: externalIp?.length === 4 || externalIp?.length === 16 ? externalIp : null,
	};
}

/** Decodes the body of an HTTP tracker's answer to a scrape for this one torrent. */
export function decodeScrapeResponse(
	body: Uint8Array,
	infoHash: Uint8Array,
): ScrapeResponse | TrackerRefusal | ParseError {
	const answer = decodeBody(body);
	if (answer instanceof ParseError || 'refusal' in answer) {
		return answer;
	}
	const {dictionary} = answer;
	const files = readDictionary(dictionary, 'files') ?? {};
	const torrent =
		readDictionary(files, new TextDecoder().decode(infoHash)) ??
		readDictionary(files, toHex(infoHash));
	if (torrent === undefined) {
		return {refusal: 'the tracker does not know this torrent', retryInMs: null};
	}
	const count = (key: string) => readIntegerWithin(torrent, key, 0, maxCount) ?? 0;
	return {
		seeds: count('complete'),
		leechers: count('incomplete'),
		completed: count('downloaded'),
	};
}

function decodeBody(
	body: Uint8Array,
): {readonly dictionary: BencodeDictionary} | TrackerRefusal | ParseError {
	const decoded = decodeDictionary(body, {maxDepth: 8});
	if (decoded instanceof ParseError) {
		return decoded;
	}
	const refusal = readWords(decoded.value, 'failure reason');
	return refusal === null
		? {dictionary: decoded.value}
		: {refusal, retryInMs: readRetry(decoded.value)};
}

/** Minutes as a number or as text, or the word `never` (BEP 31). */
function readRetry(dictionary: BencodeDictionary): number | 'never' | null {
	const text = readText(dictionary, 'retry in') ?? String(readInteger(dictionary, 'retry in'));
	if (text === 'never') {
		return text;
	}
	return /^\d{1,9}$/.test(text) ? Math.min(Number(text) * 60_000, maxIntervalMs) : null;
}

function readSeconds(dictionary: BencodeDictionary, key: string): number | null {
	const seconds = readInteger(dictionary, key);
	return seconds === undefined || seconds < 0 ? null : Math.min(seconds * 1000, maxIntervalMs);
}

function readWords(dictionary: BencodeDictionary, key: string): string | null {
	const bytes = readBytes(dictionary, key);
	return bytes === undefined ? null : foreignText(bytes, maxWordsLength);
}

function addQuery(url: string, query: string): string {
	const [bare = ''] = url.split('#');
	if (!bare.includes('?')) {
		return `${bare}?${query}`;
	}
	return /[?&]$/.test(bare) ? bare + query : `${bare}&${query}`;
}

/** Bytes as they stand in a query; trackers compare some of them undecoded, so letters and digits stay plain. */
function percentEncode(bytes: Uint8Array): string {
	return Array.from(bytes, byte => {
		const character = String.fromCharCode(byte);
		return /[\w.~-]/.test(character)
			? character
			: `%${byte.toString(16).padStart(2, '0').toUpperCase()}`;
	}).join('');
}
