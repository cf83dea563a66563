import type {Metainfo} from '../protocol/metainfo-types.js';
import type {AddTorrent} from '../store/engine-port.js';
import type {Finding} from '../store/finding.js';
import type {TorrentRow} from '../store/torrent-row.js';

/** A torrent to run, as the command line gave it. */
export interface SessionItem {
	/** How to call it in a sentence before its name is known. */
	readonly origin: string;
	readonly metainfo: Metainfo;
	readonly torrent: AddTorrent;
}

/** A torrent of a session, and how far it is. */
export interface SessionTorrent extends SessionItem {
	/** The engine's number; null until the engine took it. */
	torrentId: number | null;
	/** When the session began, milliseconds on its timers. */
	readonly addedAt: number;
	/** When everything wanted was here, on the same clock; null before. */
	completedAt: number | null;
	/** Why it can't go on, a whole sentence; null while it can. */
	error: string | null;
	/** What the diagnoses say of it, the headline first. */
	findings: readonly Finding[];
	/** Its first and its newest numbers. */
	firstRow: TorrentRow | undefined;
	row: TorrentRow | undefined;
}
