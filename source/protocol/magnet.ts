import {type FileRange, parseFileSelection} from './file-selection.js';
import {foreignText} from './foreign-text.js';
import {type InfoHashes, parseMultihash, parseV1} from './info-hash.js';
import {ParseError} from './parse-error.js';
import {parseHostPort} from './peer-address.js';
import {parseTrackerUrl, parseWebUrl} from './tracker-url.js';

/** What a magnet link says (BEP 9, 53). */
export interface Magnet extends InfoHashes {
	/** `dn`, escaped; only to be shown until the metadata is there. */
	readonly name: string | null;
	/** `tr`: a tier each. */
	readonly trackers: ReadonlyArray<readonly string[]>;
	/** `ws` (BEP 19). */
	readonly webSeeds: readonly string[];
	/** `x.pe`; the host may be a name. */
	readonly peers: ReadonlyArray<{readonly host: string; readonly port: number}>;
	/** `so`: the files to take, all when null. */
	readonly files: readonly FileRange[] | null;
}

const maxMagnetLength = 64 * 1024;

/** More of one kind are not kept. */
const maxSources = 200;

/** Whether the text means to be a magnet link. */
export function isMagnet(text: string): boolean {
	return /^magnet:/i.test(text);
}

/** Parses a magnet link: `magnet:?xt=urn:btih:…&dn=…&tr=…`. */
export function parseMagnet(text: string): Magnet | ParseError {
	if (!/^magnet:\?/i.test(text)) {
		return new ParseError('a magnet link begins with magnet:?');
	}
	if (text.length > maxMagnetLength) {
		return new ParseError('the magnet link is over 64 KiB');
	}
	const parameters = readParameters(text.slice('magnet:?'.length));
	const {infoHash, infoHashV2} = parseTopics(parameters.get('xt') ?? []);
	if (infoHash === null && infoHashV2 === null) {
		return new ParseError('the magnet link has no info hash (xt=urn:btih:…)');
	}
	const values = (name: string) => parameters.get(name) ?? [];
	const name = values('dn')[0]?.replaceAll('+', ' ').trim();
	const selection = values('so')[0];
	const files = selection === undefined ? null : parseFileSelection(selection);
	return {
		infoHash,
		infoHashV2,
		name: name ? foreignText(name, 255) : null,
		trackers: unique(values('tr').map(parseTrackerUrl)).map(url => [url]),
		webSeeds: unique(values('ws').map(parseWebUrl)),
		peers: values('x.pe')
			.slice(0, maxSources)
			.map(parseHostPort)
			.filter(peer => peer !== undefined),
		// A selection nobody can read selects nothing: better all files than none.
		files: files instanceof ParseError ? null : files,
	};
}

/** The decoded values by name, in order. `tr.1` is one more `tr`, but `x.pe` is a name of its own. */
function readParameters(query: string): Map<string, string[]> {
	const parameters = new Map<string, string[]>();
	for (const part of query.split('&')) {
		const equals = part.indexOf('=');
		if (equals > 0) {
			const name = part
				.slice(0, equals)
				.toLowerCase()
				.replace(/\.\d+$/, '');
			const values = parameters.get(name) ?? [];
			values.push(decode(part.slice(equals + 1)));
			parameters.set(name, values);
		}
	}
	return parameters;
}

/** Percent-decoding that takes what is not encoded right as it stands. */
function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** The first hash of each version. */
function parseTopics(topics: readonly string[]): InfoHashes {
	const values = (prefix: string) =>
		topics
			.filter(topic => topic.toLowerCase().startsWith(prefix))
			.map(topic => topic.slice(prefix.length));
	const first = (hashes: ReadonlyArray<Uint8Array | undefined>) =>
		hashes.find(hash => hash !== undefined) ?? null;
	return {
		infoHash: first(values('urn:btih:').map(parseV1)),
		infoHashV2: first(values('urn:btmh:').map(parseMultihash)),
	};
}

function unique(urls: ReadonlyArray<string | undefined>): string[] {
	return [...new Set(urls.filter(url => url !== undefined))].slice(0, maxSources);
}
