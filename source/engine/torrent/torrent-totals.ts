import type {Metainfo} from '../../protocol/metainfo-types.js';
import type {Torrent} from '../../swarm/torrent.js';
import type {ResumeRecord} from '../disk/resume-record.js';
import {haveBytesOf} from './swarm-progress.js';

/** Payload bytes over all runs of a torrent. */
export class TorrentTotals {
	readonly #metainfo: Metainfo;
	readonly #torrent: Torrent;
	readonly #downBefore: number;
	readonly #upBefore: number;

	/** @param record what the runs before moved */
	constructor(
		metainfo: Metainfo,
		torrent: Torrent,
		record: Pick<ResumeRecord, 'downBytes' | 'upBytes'> | undefined,
	) {
		this.#metainfo = metainfo;
		this.#torrent = torrent;
		this.#downBefore = record?.downBytes ?? 0;
		this.#upBefore = record?.upBytes ?? 0;
	}

	get downBytes(): number {
		return this.#downBefore + this.#torrent.counters.downBytes;
	}

	get upBytes(): number {
		return this.#upBefore + this.#torrent.counters.upBytes;
	}

	/** Uploaded to downloaded; to what we have, when that came from elsewhere. */
	get ratio(): number {
		return this.upBytes / (this.downBytes || haveBytesOf(this.#metainfo, this.#torrent));
	}
}
