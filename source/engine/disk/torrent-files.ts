import {constants} from 'node:fs';
import {access, open, unlink} from 'node:fs/promises';
import {join, sep} from 'node:path';
import type {Metainfo} from '../../protocol/metainfo-types.js';
import {errnoCode, pathError} from './errno-words.js';
import type {FileLayout, FileSpan} from './file-layout.js';
import {type FilePlace, partStorePlace, payloadPlaces} from './file-place.js';
import {makeFolder} from './make-folder.js';
import {enterParent, findTarget, lstatIfAny, type Parent} from './open-inside.js';
import {movePart} from './part-store.js';

/**
 * The files of one torrent and where each keeps its bytes. A wanted file is in the torrent's folder. A skipped file is there too
 * if it exists already; otherwise the few bytes of it that come with a wanted neighbour's pieces go to the part store, so
 * that only what the user asked for appears in the folder. Methods throw a TorrentError.
 */
export class TorrentFiles {
	/** One a file of the torrent; its entries change when a skipped file is wanted after all. */
	readonly places: FilePlace[];
	readonly #metainfo: Metainfo;
	readonly #dir: string;
	readonly #layout: FileLayout;
	readonly #payload: readonly FilePlace[];
	readonly #partStore: FilePlace;
	#wanted: readonly boolean[];
	/** What `#wanted` was when the files were last arranged. */
	#arranged: readonly boolean[] = [];

	constructor(options: {
		readonly metainfo: Metainfo;
		readonly dir: string;
		readonly layout: FileLayout;
		/** Where part stores are kept. */
		readonly partsFolder: string;
	}) {
		const {metainfo, dir, layout, partsFolder} = options;
		this.#metainfo = metainfo;
		this.#dir = dir;
		this.#layout = layout;
		const infoHash = Buffer.from(metainfo.infoHash ?? metainfo.infoHashV2!).toString('hex');
		this.#partStore = partStorePlace(partsFolder, infoHash, 0);
		this.#payload = payloadPlaces(metainfo, dir);
		this.places = [...this.#payload];
		this.#wanted = metainfo.files.map(() => true);
	}

	/** The part store's file, there or not. */
	get partStorePath(): string {
		return this.#partStore.path;
	}

	/** Notes which files are wanted, one flag a file; `open` or `arrange` acts on it. */
	set wanted(wanted: readonly boolean[]) {
		this.#wanted = wanted;
	}

	/** Makes the torrent's folder and arranges the files. */
	async open(): Promise<void> {
		await makeFolder(this.#dir);
		this.#arranged = [];
		await this.arrange();
	}

	/**
	 * Decides where each file is whose wish changed: makes the wanted files' folders and the empty ones among them, and moves
	 * what the part store has of them. Nothing may read or write the torrent's pieces meanwhile.
	 * @param hasPiece the pieces known to be written
	 */
	async arrange(hasPiece: (index: number) => boolean = () => false): Promise<void> {
		const wanted = this.#wanted;
		const isPartStoreThere = (await lstatIfAny(this.#partStore.path)) !== undefined;
		const parents = new Map<string, Promise<Parent>>();
		for (const [index, file] of this.#metainfo.files.entries()) {
			if (file.isPadding || wanted[index] === this.#arranged[index]) continue;
			if (file.length > 0 && (isPartStoreThere || !wanted[index])) await this.#place(index);
			if (!wanted[index]) continue;
			await this.#prepare(index, parents);
			if (this.places[index]!.isInPartStore) await this.#moveToPayload(index, hasPiece);
		}
		this.#arranged = [...wanted];
		if (isPartStoreThere) await this.#removeUnusedPartStore();
	}

	/** Places a file in the part store unless it is in the torrent's folder. */
	async #place(index: number): Promise<void> {
		const {path} = this.#payload[index]!;
		if (this.places[index]!.isInPartStore || (await lstatIfAny(path)) !== undefined) return;
		await makeFolder(this.#partStore.folder);
		this.places[index] = {...this.#partStore, base: this.#metainfo.files[index]!.offset};
	}

	/** Makes sure that a wanted file can be written, and is there if it is empty. */
	async #prepare(index: number, parents: Map<string, Promise<Parent>>): Promise<void> {
		const place = this.#payload[index]!;
		const key = place.names.slice(0, -1).join(sep);
		const entering = parents.get(key) ?? enterParent(place);
		parents.set(key, entering);
		const {root, parent} = await entering;
		const path = join(parent, place.names.at(-1)!);
		if ((await findTarget(root, path)).stats !== undefined) return;
		if (this.#metainfo.files[index]!.length === 0) await createEmpty(path);
		// Said now, not after the first piece has come.
		else await checkWritable(parent, place.path);
	}

	async #moveToPayload(index: number, hasPiece: (index: number) => boolean): Promise<void> {
		const to = this.#payload[index]!;
		await movePart(this.places[index]!, to, this.#spansToMove(index, hasPiece));
		this.places[index] = to;
	}

	/**
	 * What the part store may have of a file: of its first and last piece what came with a neighbour's, whole or not; of those
	 * between, pieces that were under way when it was skipped.
	 */
	#spansToMove(fileIndex: number, hasPiece: (index: number) => boolean): FileSpan[] {
		const {first, last} = this.#layout.piecesOfFile(fileIndex)!;
		const spans: FileSpan[] = [];
		for (let index = first; index <= last; index++) {
			if (index !== first && index !== last && !hasPiece(index)) continue;
			for (const span of this.#layout.spans(index, 0, this.#layout.pieceLength(index))) {
				if (span.fileIndex === fileIndex) spans.push(span);
			}
		}
		return spans;
	}

	async #removeUnusedPartStore(): Promise<void> {
		if (this.places.some(place => place.isInPartStore)) return;
		const {path} = this.#partStore;
		await unlink(path).catch((error: unknown) => {
			if (errnoCode(error) !== 'ENOENT') throw pathError('remove', path, error);
		});
	}
}

async function createEmpty(path: string): Promise<void> {
	try {
		await (await open(path, 'wx')).close();
	} catch (error) {
		if (errnoCode(error) !== 'EEXIST') throw pathError('create', path, error);
	}
}

/** @param path what is to be written in `folder`, for the error */
async function checkWritable(folder: string, path: string): Promise<void> {
	await access(folder, constants.W_OK | constants.X_OK).catch((error: unknown) => {
		throw pathError('write', path, error);
	});
}
