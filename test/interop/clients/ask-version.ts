import {spawnSync} from 'node:child_process';

/** The first line a command prints, stderr or stdout; undefined where the command is missing or fails. */
export function askVersion(command: string, args: readonly string[]): string | undefined {
	const {error, status, stdout, stderr} = spawnSync(command, args, {
		encoding: 'utf8',
		timeout: 10_000,
	});
	if (error !== undefined || status !== 0) {
		return undefined;
	}

	return `${stdout}${stderr}`.trim().split('\n')[0];
}
