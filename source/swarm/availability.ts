import {forEachPiece} from './piece-bits.js';
import type {PieceMap} from './piece-map.js';
import {RarityOrder, type RaritySearch} from './rarity-order.js';

/**
 * How many connected peers have each piece (R13): kept by every join, HAVE and leave, never recounted. Peers that have all
 * are one number, the others are counted piece by piece. Openable pieces stand in a {@link RarityOrder} per priority.
 */
export class Availability {
	/** Connected peers that have every piece. */
	allCount = 0;
	readonly #pieces: PieceMap;
	/** As {@link RarityOrder} wants it: its place, and the connected peers that have it, those that have all left out. */
	readonly #entries: Int32Array;
	/** By priority, 1 to 7; absent where no piece has it. */
	#orders: Array<RarityOrder | undefined> = [];
	/** The one order there is when all pieces have the same priority: spares a look at each. */
	#onlyOrder: RarityOrder | undefined;

	constructor(pieces: PieceMap) {
		this.#pieces = pieces;
		this.#entries = new Int32Array(2 * pieces.pieceCount);
		this.rebuild();
	}

	/** Connected peers that have the piece. */
	countOf(index: number): number {
		return this.#entries[2 * index + 1]! + this.allCount;
	}

	/** Openable pieces that somebody has. */
	get openableCount(): number {
		const least = this.#least;
		return this.#orders.reduce((sum, order) => sum + (order?.sizeFrom(least) ?? 0), 0);
	}

	/** A peer with these pieces is here. */
	join(bits: Uint8Array): void {
		forEachPiece(bits, index => this.have(index));
	}

	/** A peer with these pieces is gone. */
	leave(bits: Uint8Array): void {
		forEachPiece(bits, index => {
			const count = this.#entries[2 * index + 1]!--;
			this.#orderOf(index)?.decrement(index, count);
		});
	}

	/** One peer more has the piece. */
	have(index: number): void {
		const count = this.#entries[2 * index + 1]!++;
		this.#orderOf(index)?.increment(index, count);
	}

	/** The piece became openable. */
	add(index: number): void {
		this.#orderOf(index)?.add(index, this.#entries[2 * index + 1]!);
	}

	/** The piece is not openable any more. */
	delete(index: number): void {
		this.#orderOf(index)?.delete(index, this.#entries[2 * index + 1]!);
	}

	/** Whether the piece stands among the openable; for audits. */
	isOrdered(index: number): boolean {
		return this.#orderOf(index)?.has(index) ?? false;
	}

	/** The openable piece of the highest priority and, in that, the rarest; -1 when there is none. */
	find(search: RaritySearch): number {
		const least = this.#least;
		for (let priority = 7; priority > 0; priority--) {
			const order = this.#orders[priority];
			if (order !== undefined && order.size > 0) {
				const index = order.find(search, least);
				if (index >= 0) {
					return index;
				}
			}
		}
		return -1;
	}

	/** Makes the orders anew, after priorities or many pieces changed. */
	rebuild(): void {
		const {pieceCount, priorities} = this.#pieces;
		const members: number[][] = Array.from({length: 8}, () => []);
		for (let index = 0; index < pieceCount; index++) {
			members[priorities[index]!]!.push(index);
		}
		this.#orders = members.map((pieces, priority) =>
			priority === 0 || pieces.length === 0
				? undefined
				: new RarityOrder(pieces, {
						entries: this.#entries,
						isOpenable: index => this.#pieces.isOpenable(index),
					}),
		);
		const orders = this.#orders.filter(order => order !== undefined);
		this.#onlyOrder = orders.length === 1 && members[0]!.length === 0 ? orders[0] : undefined;
	}

	/**
	 * Whole copies among the connected peers, plus the share of pieces with more than that as the fraction: 2.75 means
	 * that every piece is there twice, and three quarters of them once more.
	 */
	distributedCopies(): number {
		const {pieceCount} = this.#pieces;
		if (pieceCount === 0) {
			return this.allCount;
		}
		let least = this.#entries[1]!;
		let above = 0;
		for (let index = 0; index < pieceCount; index++) {
			const count = this.#entries[2 * index + 1]!;
			if (count < least) {
				least = count;
				above = index;
			} else if (count > least) {
				above++;
			}
		}
		return this.allCount + least + above / pieceCount;
	}

	/** The least count of partial peers at which somebody has the piece. */
	get #least(): number {
		return this.allCount > 0 ? 0 : 1;
	}

	#orderOf(index: number): RarityOrder | undefined {
		return this.#onlyOrder ?? this.#orders[this.#pieces.priorities[index]!];
	}
}
