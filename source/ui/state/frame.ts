import type {StoreState} from '../../store/store-state.js';
import type {Keymap} from '../keys/keymap.js';
import type {Size} from '../terminal/terminal.js';
import type {Look} from '../theme/look.js';
import type {RowKey, ScreenState} from './screen-state.js';

/** All that a frame is drawn from. Everything on the screen is a function of this. */
export interface Frame {
	/** What the swarm is; while frozen, what it was then. */
	readonly store: StoreState;
	readonly screen: ScreenState;
	readonly size: Size;
	readonly look: Look;
	readonly keymap: Keymap;
	/** What the screen is of, e.g. the lab's scenario. */
	readonly title: string;
}

/** A function that remembers its last result: the same arguments give the same object. */
export function remembered<Arguments extends readonly unknown[], Result>(
	make: (...args: Arguments) => Result,
): (...args: Arguments) => Result {
	let last: {readonly args: Arguments; readonly result: Result} | undefined;
	return (...args) => {
		if (last === undefined || args.some((arg, index) => !Object.is(arg, last?.args[index]))) {
			last = {args, result: make(...args)};
		}
		return last.result;
	};
}

/** The place of the selected row among the rows: where it is, or where it was when it is gone. -1 without rows. */
export function selectedPlace(
	keys: readonly RowKey[],
	list: {readonly selected: RowKey | null; readonly place: number},
): number {
	const place = list.selected === null ? 0 : keys.indexOf(list.selected);
	return place === -1
		? Math.min(Math.max(0, list.place), keys.length - 1)
		: Math.min(place, keys.length - 1);
}
