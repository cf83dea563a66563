import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {descriptorUse} from '../../engine/disk/descriptor-limit.js';
import type {Outcome} from '../exit.js';

/** By then a child that heard a signal by itself has ended, milliseconds. */
const forwardAfterMs = 1000;

/**
 * A process can't lower its own limit of open files, but a shell can for what it starts: runs this same command line again
 * under it, on the same terminal.
 * @returns what came of it; undefined where the limit is low already, or the system doesn't tell
 */
export async function runWithFewerDescriptors(limit: number): Promise<Outcome | undefined> {
	const {limit: current} = await descriptorUse();
	if (current === null || current <= limit) {
		return undefined;
	}
	const script = `ulimit -n ${limit} && exec "$0" "$@"`;
	const line = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
	const child = spawn('/bin/sh', ['-c', script, ...line], {stdio: 'inherit'});
	// What was sent to both of us, as by Ctrl-C, the child has heard; a second time would end it before it has cleaned up.
	const forward = (signal: NodeJS.Signals) => {
		setTimeout(() => child.kill(signal), forwardAfterMs).unref();
	};
	process.on('SIGINT', forward).on('SIGTERM', forward).on('SIGHUP', forward);
	const [status] = (await once(child, 'exit')) as [number | null];
	return {status: status === 0 || status === 1 || status === 2 || status === 3 ? status : 130};
}
