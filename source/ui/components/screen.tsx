import {Box} from 'ink';
import type {Rect} from '../layout/arrange.js';
import {arrange, type PlacedPane} from '../layout/arrange.js';
import {footerLine} from '../layout/footer-line.js';
import {headLines} from '../layout/head-lines.js';
import {lessonLines} from '../layout/lesson-lines.js';
import {paneLines} from '../layout/pane-frame.js';
import {panes} from '../panes/panes.js';
import {useFrame, useLines} from './contexts.js';
import {PageRegion} from './page-region.js';
import {QuestionBox} from './question-box.js';
import {Rows} from './rows.js';

/** The whole screen: head, panes or a page, footer, and a question over them. */
export function Screen() {
	const size = useFrame(frame => frame.size);
	const arrangement = useFrame(frame =>
		arrange(frame.screen, frame.size, frame.store.torrents.size),
	);
	const hasPage = useFrame(frame => frame.screen.page !== null);
	const hasQuestion = useFrame(frame => frame.screen.question !== null);
	return (
		<Box flexDirection="column" width={size.columns} height={size.rows}>
			<Head rect={arrangement.head} />
			<Lesson rect={arrangement.lesson} />
			{hasPage ? (
				<PageRegion arrangement={arrangement} />
			) : (
				arrangement.lines.map(line => (
					<Box key={line[0]?.placeId ?? ''} flexDirection="row" flexShrink={0}>
						{line.map(placed => (
							<PaneRegion key={placed.placeId} placed={placed} />
						))}
					</Box>
				))
			)}
			<Footer rect={arrangement.footer} />
			{hasQuestion ? <QuestionBox size={size} /> : null}
		</Box>
	);
}

function Head({rect}: {readonly rect: Rect}) {
	const lines = useLines(frame => headLines(frame, rect.width, rect.height));
	return <Rows lines={lines} width={rect.width} height={rect.height} />;
}

function Lesson({rect}: {readonly rect: Rect}) {
	const lines = useLines(frame => (rect.height === 0 ? [] : lessonLines(frame, rect.width)));
	return <Rows lines={lines} width={rect.width} height={rect.height} />;
}

function PaneRegion({placed}: {readonly placed: PlacedPane}) {
	const lines = useLines(frame => paneLines(frame, placed, panes[placed.id]));
	return <Rows lines={lines} width={placed.rect.width} height={placed.rect.height} />;
}

function Footer({rect}: {readonly rect: Rect}) {
	const lines = useLines(frame => (rect.height === 0 ? [] : [footerLine(frame, rect.width)]));
	return <Rows lines={lines} width={rect.width} height={rect.height} />;
}
