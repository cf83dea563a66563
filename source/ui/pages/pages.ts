import type {Frame} from '../state/frame.js';
import {helpPage} from './help-page.js';
import type {PageContent} from './page-content.js';
import {peerPage} from './peer-page.js';
import {trackerPage} from './tracker-page.js';

/** Room for a page's lines inside its border. */
export function pageArea(rect: {readonly width: number; readonly height: number}) {
	return {width: Math.max(0, rect.width - 4), height: Math.max(0, rect.height - 2)};
}

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
		case 'help':
			return helpPage(frame, page, area);
		default:
			return null;
	}
}
