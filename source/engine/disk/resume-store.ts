import {open, readdir, readFile, rename, stat, unlink} from 'node:fs/promises';
import {join} from 'node:path';
import {errnoCode, pathError} from './errno-words.js';
import {makeFolder} from './make-folder.js';
import {
	decodeResumeRecord,
	encodeResumeRecord,
	infoHashPattern,
	type ResumeRecord,
} from './resume-record.js';

/** A torrent the last run left: its record and the bytes of its .torrent. */
export interface StoredTorrent {
	readonly record: ResumeRecord;
	/** Not yet parsed: check that its info hash is the record's. */
	readonly metainfo: Uint8Array;
}

/** More than a record or .torrent ever needs; a larger file is not one of ours. */
const maxFileBytes = 64 * 1024 * 1024;

/**
 * Resume files in `resume/` of the user's state folder: `<infohash>.json` and, written once, `<infohash>.torrent`; the
 * torrent's part store lies beside them. What is written throws a TorrentError when it fails.
 */
export class ResumeStore {
	readonly #folder: string;
	/** The latest save or removal of each torrent: they go one after the other. */
	readonly #pending = new Map<string, Promise<void>>();

	/** @param stateDir the user's state folder; made when something is saved */
	constructor(stateDir: string) {
		this.#folder = join(stateDir, 'resume');
	}

	/** Everything the last run left. What can't be read counts as absent, with a sentence each in `problems`. */
	async loadAll(): Promise<{torrents: StoredTorrent[]; problems: string[]}> {
		const torrents: StoredTorrent[] = [];
		const problems: string[] = [];
		const names = await readdir(this.#folder).catch((error: unknown) => {
			if (errnoCode(error) !== 'ENOENT') {
				problems.push(pathError('read', this.#folder, error).message);
			}
			return [];
		});
		for (const name of names.toSorted()) {
			const [, infoHash] = /^(\w+)\.json$/.exec(name) ?? [];
			if (infoHash === undefined || !infoHashPattern.test(infoHash)) continue;
			const record = await this.load(infoHash);
			const metainfo = await readBounded(this.#path(infoHash, 'torrent'));
			if (typeof record === 'string') problems.push(record);
			else if (typeof metainfo === 'string') problems.push(metainfo);
			else if (record !== undefined) torrents.push({record, metainfo});
		}
		return {torrents, problems};
	}

	/** @returns the record, undefined when there is none, or a sentence when there is one that can't be used. */
	async load(infoHash: string): Promise<ResumeRecord | undefined | string> {
		const path = this.#path(infoHash, 'json');
		const bytes = await readBounded(path);
		if (typeof bytes === 'string') {
			return (await isThere(path)) ? bytes : undefined;
		}
		const record = decodeResumeRecord(new TextDecoder().decode(bytes));
		return record?.infoHash === infoHash
			? record
			: `Cannot use ${path}: it is damaged or of another version, so the files are checked instead.`;
	}

	/** Keeps the .torrent's own bytes; once, when the torrent is added. */
	async saveMetainfo(infoHash: string, metainfo: Uint8Array): Promise<void> {
		await this.#inTurn(infoHash, () => this.#replace(this.#path(infoHash, 'torrent'), metainfo));
	}

	/** Replaces the record in one step. */
	async save(record: ResumeRecord): Promise<void> {
		const bytes = new TextEncoder().encode(encodeResumeRecord(record, Date.now()));
		const path = this.#path(record.infoHash, 'json');
		await this.#inTurn(record.infoHash, () => this.#replace(path, bytes));
	}

	/** Forgets the torrent, its part store too. */
	async remove(infoHash: string): Promise<void> {
		await this.#inTurn(infoHash, async () => {
			for (const extension of ['json', 'torrent', 'parts']) {
				const path = this.#path(infoHash, extension);
				await unlink(path).catch((error: unknown) => {
					if (errnoCode(error) !== 'ENOENT') throw pathError('remove', path, error);
				});
			}
		});
	}

	async #inTurn(infoHash: string, act: () => Promise<void>): Promise<void> {
		const before = this.#pending.get(infoHash) ?? Promise.resolve();
		const turn = before.catch(() => {}).then(act);
		this.#pending.set(infoHash, turn);
		try {
			await turn;
		} finally {
			if (this.#pending.get(infoHash) === turn) this.#pending.delete(infoHash);
		}
	}

	/** A reader sees the file of before or the new one, whenever this process or the machine stops. */
	async #replace(path: string, bytes: Uint8Array): Promise<void> {
		await makeFolder(this.#folder, 0o700);
		try {
			const temporary = `${path}.new`;
			const handle = await open(temporary, 'w', 0o600);
			try {
				await handle.writeFile(bytes);
				await handle.sync();
			} finally {
				await handle.close();
			}
			await rename(temporary, path);
		} catch (error) {
			throw pathError('write', path, error);
		}
	}

	#path(infoHash: string, extension: string): string {
		return join(this.#folder, `${infoHash}.${extension}`);
	}
}

/** The bytes of a file, or a sentence on why not. */
async function readBounded(path: string): Promise<Uint8Array | string> {
	try {
		const stats = await stat(path);
		if (!stats.isFile() || stats.size > maxFileBytes)
			return `Cannot use ${path}: it is none of ours.`;
		return await readFile(path);
	} catch (error) {
		return pathError('read', path, error).message;
	}
}

async function isThere(path: string): Promise<boolean> {
	return stat(path).then(
		() => true,
		(error: unknown) => errnoCode(error) !== 'ENOENT',
	);
}
