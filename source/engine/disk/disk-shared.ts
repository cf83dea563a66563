import {Arena} from './arena.js';

/** What all torrents of an engine share on the disk side: memory, open files, the queue of writes, the read cache. */
export class DiskShared {
	readonly arena: Arena;
	/** The user's state folder; part stores go to `resume/` in it. */
	readonly stateDir: string;

	constructor(options: {
		readonly stateDir: string;
		/** The setting of that name. */
		readonly maxOpenFiles: number;
		/** Default 48 MiB. */
		readonly arenaBytes?: number;
		/** Default 12 MiB. */
		readonly readCacheBytes?: number;
	}) {
		this.stateDir = options.stateDir;
		this.arena = new Arena(options.arenaBytes ?? 48 * 1024 * 1024);
	}

	/** Closes every file. Call after each torrent's disk is closed. */
	async close(): Promise<void> {
		throw new Error('not landed yet');
	}
}
