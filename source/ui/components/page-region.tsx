import type {Arrangement} from '../layout/arrange.js';
import {pageArea, pageLines} from '../pages/page-lines.js';
import {pageContent} from '../pages/pages.js';
import {useLines} from './contexts.js';
import {Rows} from './rows.js';

/** The page in place of the panes, live. */
export function PageRegion({arrangement}: {readonly arrangement: Arrangement}) {
	const {width, height} = arrangement.body;
	const lines = useLines(frame => {
		const content = pageContent(frame, pageArea(arrangement));
		return content === null
			? []
			: pageLines(frame, content, frame.screen.page?.top ?? 0, arrangement);
	});
	return <Rows lines={lines} width={width} height={height} />;
}
