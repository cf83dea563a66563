import {resolve} from 'node:path';
import {makeFolder} from '../engine/disk/make-folder.js';
import {parseHostPort} from '../protocol/peer-address.js';
import type {AddTorrent} from '../store/engine-port.js';
import {bytesText} from './amounts.js';
import type {CommandInput} from './command-table.js';
import {UsageError} from './exit.js';
import {parseFileList} from './file-list.js';
import {givenTrackers, readAll} from './flag-values.js';
import type {FlagValues} from './flags.js';
import type {ProgressLine} from './progress-line.js';
import type {SessionItem} from './session-torrent.js';
import {errorCode, pathError} from './system-error.js';
import {infoHashText} from './torrent-line.js';
import {openTorrent} from './torrent-source.js';
import {typedText} from './typed-text.js';

/** The folder of `--dir`, absolute; it is made when it is missing. */
async function saveFolder(flags: FlagValues): Promise<string> {
	const folder = resolve(flags.dir ?? '.');
	try {
		await makeFolder(folder);
	} catch (error) {
		const what = `cannot save in ${typedText(folder)}`;
		// Those above it are made as well, so that nothing is missing: it cannot be there at all (a dead link, /proc).
		throw errorCode(error) === 'ENOENT'
			? new UsageError(`${what}: no folder can be made there`)
			: pathError(error, what);
	}
	return folder;
}

/**
 * What the words and flags of a command line want downloaded: each torrent once, opened and checked.
 * @throws UsageError for what was typed wrong, RunError for a URL or a folder that fails.
 */
export async function sessionItems(
	{words, flags}: CommandInput,
	line: ProgressLine,
): Promise<readonly SessionItem[]> {
	if (flags.files !== undefined && words.length !== 1) {
		throw new UsageError('--files goes with one torrent: its numbers are of that torrent');
	}
	const peers = readAll(
		flags.peer,
		parseHostPort,
		'--peer must be HOST:PORT, an IPv6 address in brackets as in [::1]:6881',
	);
	const trackers = givenTrackers(flags);
	const items = new Map<string, SessionItem>();
	for (const word of words) {
		const source = await openTorrent(word, received => {
			line.update(() => `downloading the .torrent: ${bytesText(received)}`);
		});
		if (source.kind === 'magnet') {
			throw new UsageError(
				`${source.origin} needs metadata from peers, which unchoke cannot fetch yet: give the .torrent itself`,
			);
		}
		const {origin, bytes, metainfo} = source;
		const files = flags.files === undefined ? {} : {files: parseFileList(flags.files, metainfo)};
		const torrent: AddTorrent = {
			metainfo: bytes,
			dir: '',
			peers,
			trackers,
			...files,
			...(flags.sequential && {isSequential: true}),
		};
		items.set(infoHashText(metainfo) ?? origin, {origin, metainfo, torrent});
	}
	// Only when every torrent is one: a typing error makes no folder.
	const dir = await saveFolder(flags);
	return [...items.values()].map(item => ({...item, torrent: {...item.torrent, dir}}));
}
