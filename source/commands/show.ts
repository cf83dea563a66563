import {toHex} from '../protocol/hex.js';
import type {Magnet} from '../protocol/magnet.js';
import type {Metainfo} from '../protocol/metainfo-types.js';
import {formatPeerAddress} from '../protocol/peer-address.js';
import {redactUrl, redactWebUrl} from '../protocol/tracker-url.js';
import {bytesText} from './amounts.js';
import type {CommandInput} from './command-table.js';
import type {Outcome} from './exit.js';
import {JsonLines} from './json-lines.js';
import {openProgressLine} from './progress-line.js';
import {printTables, type Table} from './tables.js';
import {magnetLine, torrentLine} from './torrent-line.js';
import {openTorrent, type TorrentSource} from './torrent-source.js';

const factColumns: Table['columns'] = [{title: 'What'}, {title: 'Value'}];

type Fact = readonly [string, string | null];

function hashFacts(torrent: Metainfo | Magnet): readonly Fact[] {
	return [
		['Info hash', torrent.infoHash && toHex(torrent.infoHash)],
		['Info hash v2', torrent.infoHashV2 && toHex(torrent.infoHashV2)],
	];
}

function metainfoFacts(metainfo: Metainfo): readonly Fact[] {
	const {pieceCount, pieceLength, createdAt} = metainfo;
	const lastLength = metainfo.length - (pieceCount - 1) * pieceLength;
	return [
		['Name', metainfo.name],
		...hashFacts(metainfo),
		['Size', `${bytesText(metainfo.length)} (${metainfo.length} bytes)`],
		['Pieces', `${pieceCount} of ${pieceLength} bytes, the last of ${lastLength}`],
		['Private', metainfo.isPrivate ? 'yes: peers from its trackers only' : 'no'],
		['Comment', metainfo.comment],
		['Created by', metainfo.createdBy],
		['Created at', createdAt === null ? null : new Date(createdAt * 1000).toISOString()],
	];
}

function sourceTables(torrent: Metainfo | Magnet) {
	const trackers = torrent.trackers.flatMap((tier, number) =>
		// From 1 on, as the screen counts them.
		tier.map(url => [String(number + 1), redactUrl(url)]),
	);
	return [
		{columns: [{title: 'Tier', isNumber: true}, {title: 'Tracker'}], rows: trackers},
		{columns: [{title: 'Web seed'}], rows: torrent.webSeeds.map(url => [redactWebUrl(url)])},
	];
}

function addressRows(addresses: ReadonlyArray<{host: string; port: number}>) {
	return addresses.map(address => [formatPeerAddress(address)]);
}

function metainfoTables(metainfo: Metainfo) {
	const files = metainfo.files
		.filter(file => !file.isPadding)
		.map((file, index) => [String(index), file.path.join('/'), bytesText(file.length)]);
	return [
		{columns: factColumns, rows: knownFacts(metainfoFacts(metainfo))},
		{
			columns: [{title: '#', isNumber: true}, {title: 'File'}, {title: 'Size', isNumber: true}],
			rows: files,
		},
		...sourceTables(metainfo),
		{columns: [{title: 'DHT node'}], rows: addressRows(metainfo.nodes)},
	];
}

function magnetTables(magnet: Magnet) {
	const facts: readonly Fact[] = [
		['Name', magnet.name],
		...hashFacts(magnet),
		['Files wanted', magnet.files?.map(({first, last}) => `${first}-${last}`).join(', ') ?? null],
		['Size and files', 'unknown: they come from peers, with the metadata'],
	];
	return [
		{columns: factColumns, rows: knownFacts(facts)},
		...sourceTables(magnet),
		{columns: [{title: 'Peer'}], rows: addressRows(magnet.peers)},
	];
}

function knownFacts(facts: readonly Fact[]): ReadonlyArray<readonly string[]> {
	return facts.flatMap(([what, value]) => (value === null ? [] : [[what, value]]));
}

async function open(word: string): Promise<TorrentSource> {
	const line = openProgressLine();
	try {
		return await openTorrent(word, (received, total) => {
			line.update(
				() => `downloading: ${bytesText(received)}${total ? ` of ${bytesText(total)}` : ''}`,
			);
		});
	} finally {
		line.close();
	}
}

/** `unchoke show`: what a torrent says, as tables or as the `torrent` line of `--json`. */
export async function runShow({words, flags}: CommandInput): Promise<Outcome> {
	const source = await open(words[0]!);
	if (flags.json) {
		const fields =
			source.kind === 'metainfo' ? torrentLine(source.metainfo) : magnetLine(source.magnet);
		new JsonLines(text => process.stdout.write(text)).line('torrent', fields);
		return {status: 0};
	}
	const tables =
		source.kind === 'metainfo' ? metainfoTables(source.metainfo) : magnetTables(source.magnet);
	await printTables(tables, flags);
	return {status: 0};
}
