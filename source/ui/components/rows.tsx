import {Box, Text} from 'ink';
import {memo, use, useLayoutEffect} from 'react';
import {HandlesContext} from './contexts.js';

/** One line of the screen, given to Ink as the character that stands for it. The same line draws nothing new. */
const Row = memo(function Row({line, isOver}: {readonly line: string; readonly isOver: boolean}) {
	const handles = use(HandlesContext);
	const handle = handles.lend(line, isOver);
	useLayoutEffect(() => {
		handles.hold(handle);
		return () => handles.release(handle);
	}, [handles, handle]);
	return <Text>{handle}</Text>;
});

/** Lines under each other in a place of a fixed size. */
export function Rows({
	lines,
	width,
	height,
	isOver = false,
}: {
	readonly lines: readonly string[];
	readonly width: number;
	readonly height: number;
	/** They lie over other lines. */
	readonly isOver?: boolean;
}) {
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0}>
			{lines.slice(0, height).map((line, index) => (
				// A line has no other name than its place.
				<Row key={String(index)} line={line} isOver={isOver} />
			))}
		</Box>
	);
}
