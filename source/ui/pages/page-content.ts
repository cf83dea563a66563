import type {Frame} from '../state/frame.js';
import type {Page} from '../state/screen-state.js';

/** What a page shows. `lines` are all of it; the frame around it shows the part from `top` on. */
export interface PageContent {
	readonly title: string;
	readonly lines: readonly string[];
}

/** Draws a page of one kind. */
export type PageView<Kind extends Page['kind']> = (
	frame: Frame,
	page: Extract<Page, {kind: Kind}>,
	area: {readonly width: number; readonly height: number},
) => PageContent;
