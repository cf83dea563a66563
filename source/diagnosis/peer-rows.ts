import {type PeerColumn, peerColumns} from '../store/columns.js';
import {indexColumns} from '../store/row-table.js';

/** The place of each column in a peer's row. */
export const peerPlaces = indexColumns(peerColumns);

/** Numbers of a peer's row. */
export const peerRowWidth = peerColumns.length;

/** How far a connection has come, as the column `state` has it. */
export const connectedState = 2;

/**
 * The peers of one torrent as they stand in the snapshot. Nothing is decoded until a finding needs a peer for evidence.
 */
export class PeerRows {
	readonly size: number;
	readonly #numbers: Float64Array;
	readonly #addresses: ReadonlyMap<number, string>;

	/** `addresses`: of each peer by its id; kept, not copied. */
	constructor(numbers: Float64Array, addresses: ReadonlyMap<number, string>) {
		this.#numbers = numbers;
		this.#addresses = addresses;
		this.size = Math.floor(numbers.length / peerRowWidth);
	}

	/** NaN for a row that is not there. */
	value(row: number, column: PeerColumn): number {
		return this.#numbers[row * peerRowWidth + peerPlaces[column]] ?? Number.NaN;
	}

	/** Undefined while the engine has not told it. */
	address(row: number): string | undefined {
		return this.#addresses.get(this.value(row, 'id'));
	}

	/** The row of a peer, -1 when it is not here. */
	rowOf(id: number): number {
		for (let row = 0; row < this.size; row++) {
			if (this.value(row, 'id') === id) {
				return row;
			}
		}
		return -1;
	}

	/** The connected peers among those `isMeant`, smallest `column` first, at most `limit` rows. */
	select(isMeant: (row: number) => boolean, column: PeerColumn, limit: number): number[] {
		const numbers = this.#numbers;
		const place = peerPlaces[column];
		const selected: number[] = [];
		// The largest key that is selected, once there are enough: most peers of a large swarm go at the line with it.
		let bound = Number.NaN;
		for (let row = 0, offset = 0; row < this.size; row++, offset += peerRowWidth) {
			const key = numbers[offset + place]!;
			if (key >= bound) {
				continue;
			}
			if (numbers[offset + peerPlaces.state] !== connectedState || !isMeant(row)) {
				continue;
			}
			let at = selected.length;
			while (at > 0 && this.value(selected[at - 1]!, column) > key) {
				at--;
			}
			selected.splice(at, 0, row);
			selected.length = Math.min(selected.length, limit);
			bound = selected.length === limit ? this.value(selected.at(-1)!, column) : Number.NaN;
		}
		return selected;
	}
}
