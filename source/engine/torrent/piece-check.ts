import type {Metainfo} from '../../protocol/metainfo-types.js';
import {type RecheckOptions, recheck} from '../disk/recheck.js';
import {restorePieces} from '../disk/resume.js';
import type {ResumeRecord} from '../disk/resume-record.js';
import type {TorrentDisk} from '../disk/torrent-disk.js';

/** Finds out which pieces are on disk, one check at a time. */
export class PieceCheck {
	/** Pieces looked at by the check now running. */
	checkedPieces = 0;
	readonly #metainfo: Metainfo;
	readonly #disk: TorrentDisk;
	#running: AbortController | undefined;

	constructor(metainfo: Metainfo, disk: TorrentDisk) {
		this.#metainfo = metainfo;
		this.#disk = disk;
	}

	/** At start: trusts the record where files are unchanged. @returns one bit a piece; undefined when it was stopped. */
	restore(record: ResumeRecord | undefined): Promise<Uint8Array | undefined> {
		return this.#run(options => restorePieces(this.#metainfo, this.#disk.places, record, options));
	}

	/** Hashes everything. @returns one bit a piece; undefined when it was stopped. */
	recheck(): Promise<Uint8Array | undefined> {
		return this.#run(options => recheck(this.#metainfo, this.#disk.places, options));
	}

	/** Ends a running check; its promise resolves with undefined. */
	stop(): void {
		this.#running?.abort();
	}

	async #run(
		check: (options: RecheckOptions) => Promise<Uint8Array>,
	): Promise<Uint8Array | undefined> {
		const controller = new AbortController();
		this.#running = controller;
		this.checkedPieces = 0;
		try {
			return await check({
				signal: controller.signal,
				onProgress: ({piecesDone}) => {
					this.checkedPieces = piecesDone;
				},
			});
		} catch (error) {
			if (controller.signal.aborted) {
				return undefined;
			}

			throw error;
		} finally {
			this.#running = undefined;
		}
	}
}
