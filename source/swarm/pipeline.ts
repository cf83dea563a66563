import type {ActivePiece} from './active-piece.js';
import {PipelineDepth} from './pipeline-depth.js';
import {Refusals} from './refusals.js';
import type {Request} from './request.js';

/** A peer that has been sending a block for this long loses its place to another that sends the same one. */
export const slowBlockMs = 5000;

/** Requests taken back at one peer whose blocks may still come; older ones are forgotten. */
const maxTakenBack = 4096;

/** What we asked of one peer and what came of it. Made with the first request. */
export class Pipeline {
	readonly depth: PipelineDepth;
	/** The ends of the list of outstanding requests, oldest first. */
	first: Request | undefined;
	last: Request | undefined;
	/** The piece of the last request: the next one is for it too while it has free blocks. */
	piece: ActivePiece | undefined;
	/** The block that is coming in, when it is copied. */
	receivingPiece: ActivePiece | undefined;
	receivingBlock = -1;
	receivingSince = 0;
	/** Bytes of the block now coming in that were counted as they came. */
	copiedBytes = 0;
	/** The map's version when nothing was found to ask for; -1 when something may be found. */
	starvedVersion = -1;
	/** A block came since the peer unchoked us last. */
	hasGiven = false;
	/** Absent until the peer refuses something. */
	refusals: Refusals | undefined;
	/** Blocks no longer asked for that may still come (R15), by number in the torrent, oldest first. */
	#takenBack: Set<number> | undefined;

	constructor(now: number) {
		this.depth = new PipelineDepth(now);
	}

	/** The outstanding request for a block. Answers mostly come in order, so the search ends where it begins. */
	find(index: number, begin: number): Request | undefined {
		let request = this.first;
		while (request !== undefined && !(request.index === index && request.begin === begin)) {
			request = request.next;
		}
		return request;
	}

	append(request: Request): void {
		request.previous = this.last;
		request.next = undefined;
		if (this.last === undefined) {
			this.first = request;
		} else {
			this.last.next = request;
		}
		this.last = request;
	}

	delete(request: Request): void {
		if (request.previous === undefined) {
			this.first = request.next;
		} else {
			request.previous.next = request.next;
		}
		if (request.next === undefined) {
			this.last = request.previous;
		} else {
			request.next.previous = request.previous;
		}
		request.previous = undefined;
		request.next = undefined;
	}

	/** Remembers that a block was asked for and taken back. */
	takeBack(blockNumber: number): void {
		this.#takenBack ??= new Set();
		if (this.#takenBack.size >= maxTakenBack) {
			this.#takenBack.delete(this.#takenBack.values().next().value!);
		}
		this.#takenBack.add(blockNumber);
	}

	/** Whether the block was taken back and neither came nor was rejected since; forgets it. */
	forgetTakenBack(blockNumber: number): boolean {
		return this.#takenBack?.delete(blockNumber) ?? false;
	}

	/** What the peer refused; made now if need be. */
	refuse(): Refusals {
		this.refusals ??= new Refusals();
		return this.refusals;
	}
}
