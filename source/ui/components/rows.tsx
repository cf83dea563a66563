import {Box, Text} from 'ink';
import {memo} from 'react';

/** One line of the screen. The same text draws nothing new. */
const Row = memo(function Row({line}: {readonly line: string}) {
	return <Text wrap="truncate">{line}</Text>;
});

/** Lines under each other in a place of a fixed size. */
export function Rows({
	lines,
	width,
	height,
}: {
	readonly lines: readonly string[];
	readonly width: number;
	readonly height: number;
}) {
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0} overflow="hidden">
			{lines.map((line, index) => (
				// A line has no other name than its place.
				<Row key={String(index)} line={line} />
			))}
		</Box>
	);
}
