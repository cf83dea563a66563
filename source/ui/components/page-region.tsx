import type {Rect} from '../layout/arrange.js';
import {pageLines} from '../pages/page-lines.js';
import {pageArea, pageContent} from '../pages/pages.js';
import {useLines} from './contexts.js';
import {Rows} from './rows.js';

/** The page in place of the panes, live. */
export function PageRegion({rect}: {readonly rect: Rect}) {
	const lines = useLines(frame => {
		const content = pageContent(frame, pageArea(rect));
		return content === null ? [] : pageLines(frame, content, frame.screen.page?.top ?? 0, rect);
	});
	return <Rows lines={lines} width={rect.width} height={rect.height} />;
}
