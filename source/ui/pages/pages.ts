import type {Frame} from '../state/frame.js';
import {columnsPage} from './columns-page.js';
import {helpPage} from './help-page.js';
import type {PageContent} from './page-content.js';
import {peerPage} from './peer-page.js';
import {trackerPage} from './tracker-page.js';

/** What the open page shows; null when none is. */
export function pageContent(
	frame: Frame,
	area: {readonly width: number; readonly height: number},
): PageContent | null {
	const {page} = frame.screen;
	switch (page?.kind) {
		case 'peer':
			return peerPage(frame, page, area);
		case 'tracker':
			return trackerPage(frame, page, area);
		case 'columns':
			return columnsPage(frame, page, area);
		case 'help':
			return helpPage(frame, page, area);
		default:
			return null;
	}
}
