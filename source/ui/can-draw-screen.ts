/**
 * Whether the full screen can be drawn: input and output are terminals, and the terminal can move its cursor. Where it
 * can't, the command prints plain lines. `CI` is not asked: a build machine has no terminal at both ends, and who has
 * one is a person, whatever the environment was copied from.
 */
export function canDrawScreen(
	streams: {
		readonly stdin: {readonly isTTY?: boolean};
		readonly stdout: {readonly isTTY?: boolean};
	},
	env: Readonly<Record<string, string | undefined>>,
): boolean {
	return streams.stdin.isTTY === true && streams.stdout.isTTY === true && env['TERM'] !== 'dumb';
}
