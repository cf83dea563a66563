import type {BencodeDictionary, BencodeValue} from './bencode.js';
import {readBytes, readList} from './bencode-reader.js';
import {foreignText} from './foreign-text.js';
import type {Metainfo} from './metainfo-types.js';
import {parseTrackerUrl, parseWebUrl} from './tracker-url.js';

/** More are not kept, of each kind. */
const maxSources = 200;

const textDecoder = new TextDecoder();

/**
 * The trackers of a .torrent in their tiers (BEP 12), each once. Odd shapes are taken for what they mean: a plain string in
 * the list is a tier of its own. Only where the list has no tracker we can ask, `announce` counts.
 */
export function parseTrackers(root: BencodeDictionary): string[][] {
	const seen = new Set<string>();
	const tiers: string[][] = [];
	for (const tier of readList(root, 'announce-list') ?? []) {
		addTier(tiers, seen, Array.isArray(tier) ? tier : [tier]);
	}
	if (tiers.length === 0) {
		addTier(tiers, seen, [readBytes(root, 'announce') ?? []]);
	}
	return tiers;
}

function addTier(tiers: string[][], seen: Set<string>, candidates: readonly BencodeValue[]): void {
	const tier: string[] = [];
	for (const candidate of candidates) {
		const url = parseTrackerUrl(textOf(candidate));
		if (url !== undefined && !seen.has(url) && seen.size < maxSources) {
			seen.add(url);
			tier.push(url);
		}
	}
	if (tier.length > 0) {
		tiers.push(tier);
	}
}

/** The web seeds of a .torrent (BEP 19): `url-list` is a string or a list of them. */
export function parseWebSeeds(root: BencodeDictionary): string[] {
	const list = readList(root, 'url-list') ?? [readBytes(root, 'url-list') ?? []];
	const urls = list.slice(0, maxSources).map(value => parseWebUrl(textOf(value)));
	return [...new Set(urls.filter(url => url !== undefined))];
}

/** The DHT nodes of a .torrent (BEP 5): pairs of host and port. */
export function parseNodes(root: BencodeDictionary): Metainfo['nodes'] {
	return (readList(root, 'nodes') ?? []).slice(0, maxSources).flatMap(pair => {
		const [host, port] = Array.isArray(pair) ? pair : [];
		return host instanceof Uint8Array && isPort(port) && host.length > 0 && host.length < 256
			? [{host: foreignText(host, 255), port}]
			: [];
	});
}

function isPort(value: unknown): value is number {
	return typeof value === 'number' && value >= 1 && value <= 65_535;
}

/** The text of a string value; of any other none, which is no URL either. */
function textOf(value: BencodeValue): string {
	return value instanceof Uint8Array ? textDecoder.decode(value) : '';
}
