/**
 * Whether the full screen can be drawn: input and output are terminals, the terminal can move its cursor, and
 * nobody is building in a pipeline (`CI`). Where it can't, the command prints plain lines.
 */
export function canDrawScreen(
	streams: {
		readonly stdin: {readonly isTTY?: boolean};
		readonly stdout: {readonly isTTY?: boolean};
	},
	env: Readonly<Record<string, string | undefined>>,
): boolean {
	const isCi = !['', '0', 'false', undefined].includes(env['CI']);
	return (
		streams.stdin.isTTY === true && streams.stdout.isTTY === true && env['TERM'] !== 'dumb' && !isCi
	);
}
