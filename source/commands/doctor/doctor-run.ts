import {mkdtempSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {AddTorrent, TorrentIdentity} from '../../store/engine-port.js';
import type {CommandInput} from '../command-table.js';
import {openProgressLine} from '../progress-line.js';
import {sessionItems} from '../session-items.js';
import {infoHashText, runningLine, torrentLine} from '../torrent-line.js';

/** A torrent to be looked at, and the folders it may use. */
export interface DoctorItem {
	readonly name: string;
	/** Hex. */
	readonly infoHash: string;
	/** The `torrent` line of `--json`. */
	readonly line: object;
	/** What to join; null where only the program that runs it has the .torrent. */
	readonly torrent: AddTorrent | null;
	/** Where resume data goes; the user's state folder when absent. */
	readonly stateDir: string | undefined;
	/** Takes away what nobody asked to keep; to be called when the engine has ended. */
	close(): Promise<void>;
}

/**
 * Opens the torrent. With `--dir` what comes in is saved there and goes on from what is there already, as `get` would;
 * without, everything goes into a temporary folder that is gone afterwards.
 * @throws UsageError or RunError when the torrent can't be opened or nothing can be saved.
 */
export async function openDoctorItem({words, flags}: CommandInput): Promise<DoctorItem> {
	const folder =
		flags.dir === undefined ? mkdtempSync(join(tmpdir(), 'unchoke-doctor-')) : undefined;
	const close = async (): Promise<void> => {
		if (folder !== undefined) {
			await rm(folder, {recursive: true, force: true});
		}
	};
	const line = openProgressLine();
	try {
		const dir = folder === undefined ? {} : {dir: join(folder, 'payload')};
		const [item] = await sessionItems({words, flags: {...flags, ...dir}}, line);
		const {metainfo, torrent} = item!;
		return {
			name: metainfo.name,
			infoHash: infoHashText(metainfo) ?? '',
			line: torrentLine(metainfo),
			torrent,
			stateDir: folder && join(folder, 'state'),
			close,
		};
	} catch (error) {
		await close();
		throw error;
	} finally {
		line.close();
	}
}

/** A torrent that is known by nothing but its hash, and runs in another program. */
export function runningItem(torrent: TorrentIdentity): DoctorItem {
	return {
		name: torrent.name,
		infoHash: torrent.infoHash ?? torrent.infoHashV2 ?? '',
		line: runningLine(torrent),
		torrent: null,
		stateDir: undefined,
		close: async () => {},
	};
}
