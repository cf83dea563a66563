import type {Frame} from '../state/frame.js';
import type {PaneId} from '../state/screen-state.js';

/** The room a pane has for its content, borders not counted. */
export interface Area {
	readonly width: number;
	readonly height: number;
	/** It takes the keys. */
	readonly isFocused: boolean;
}

/** A few plain words with a number. 1 stays longest when the terminal is narrow. */
export interface Counter {
	readonly text: string;
	readonly importance: number;
}

/** What a pane shows. */
export interface PaneContent {
	/** Stand in the upper border after the title, as many as there is room for. */
	readonly counters?: readonly Counter[];
	/** Plain; stands at the right of the lower border. */
	readonly note?: string;
	/** Plain words about the selected row; they stand at the left of the lower border. */
	readonly words?: string;
	/** Painted, each exactly `width` columns; as many as the area is high, or fewer. */
	readonly lines: readonly string[];
}

/** One of the eight panes. */
export interface Pane {
	readonly id: PaneId;
	/** Its key. */
	readonly number: string;
	readonly title: string;
	/** Draws the pane from a frame: nothing else is looked at, nothing is kept. */
	content(frame: Frame, area: Area): PaneContent;
}
