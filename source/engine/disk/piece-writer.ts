import {blockLength} from '../../protocol/messages.js';
import type {TorrentError} from '../torrent-error.js';
import type {Arena} from './arena.js';
import type {Backpressure} from './backpressure.js';
import type {FileLayout, FileSpan} from './file-layout.js';
import type {FilePlace} from './file-place.js';
import type {FileStamps} from './file-stamps.js';
import type {BlockRun, PieceSlot} from './piece-slot.js';
import type {WriteQueue} from './write-queue.js';

/** A run is cut at this many blocks (4 MiB), so that a long one gives its memory back bit by bit. */
const maxRunBlocks = 256;

/** What a writer works with. */
export interface PieceWriterOptions {
	readonly layout: FileLayout;
	/** Kept by its owner, read at each write. */
	readonly places: readonly FilePlace[];
	readonly stamps: FileStamps;
	readonly shared: {
		readonly arena: Arena;
		readonly backpressure: Backpressure;
		readonly writeQueue: WriteQueue;
	};
	/** Hears, later, that a run of the slot is on disk, or that `slot.error` is set. */
	readonly handleRunDone: (slot: PieceSlot) => void;
}

/** Moves blocks from slots to disk: one call per run and file. */
export class PieceWriter {
	/** Not yet done with. */
	runsUnderWay = 0;
	readonly #options: PieceWriterOptions;

	constructor(options: PieceWriterOptions) {
		this.#options = options;
	}

	/** Begins to write everything the slot has in memory. */
	writeAll(slot: PieceSlot): void {
		while (this.writeRun(slot, false));
	}

	/** Begins to write the next run the slot has in memory. @returns false when there was none. */
	writeRun(slot: PieceSlot, hashedOnly: boolean): boolean {
		const run = slot.takeRun(maxRunBlocks, hashedOnly);
		if (run === undefined) return false;
		const {layout, shared} = this.#options;
		const runLength = slot.lengthOf(run);
		let begin = run.first * blockLength;
		const spans = layout.spans(slot.index, begin, runLength);
		let spansLeft = spans.length;
		const handleSpanDone = (error: TorrentError | undefined) => {
			if (error !== undefined) slot.error ??= error;
			spansLeft--;
			if (spansLeft === 0) this.#finishRun(slot, run, runLength);
		};
		slot.writesUnderWay++;
		this.runsUnderWay++;
		shared.backpressure.addLeaving(runLength);
		for (const span of spans) {
			if (span.isPadding) queueMicrotask(() => handleSpanDone(undefined));
			else this.#writeSpan(span, slot.buffers(begin, span.length), handleSpanDone);
			begin += span.length;
		}
		return true;
	}

	#writeSpan(
		{fileIndex, begin, length}: FileSpan,
		buffers: readonly Uint8Array[],
		callback: (error: TorrentError | undefined) => void,
	): void {
		const {places, stamps, shared} = this.#options;
		const place = places[fileIndex]!;
		shared.writeQueue.push({
			place,
			position: place.base + begin,
			buffers,
			length,
			callback(error) {
				stamps.handleWritten(fileIndex);
				callback(error);
			},
		});
	}

	#finishRun(slot: PieceSlot, run: BlockRun, runLength: number): void {
		const {arena, backpressure} = this.#options.shared;
		slot.writesUnderWay--;
		this.runsUnderWay--;
		for (const buffer of slot.storeRun(run)) arena.give(buffer);
		backpressure.removeLeaving(runLength);
		backpressure.remove(runLength);
		this.#options.handleRunDone(slot);
	}
}
