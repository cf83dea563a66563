import type {Frame} from '../state/frame.js';
import type {PaneId} from '../state/screen-state.js';

/** The room a pane has for its content, borders not counted. */
export interface Area {
	readonly width: number;
	readonly height: number;
	/** It takes the keys. */
	readonly isFocused: boolean;
}

/** What a pane shows. */
export interface PaneContent {
	/** Painted; stands in the upper border after the title. */
	readonly counters?: string;
	/** Plain; stands in the lower border. */
	readonly note?: string;
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
