import path from 'node:path';
import {ClientProcess} from '../client-process.js';
import type {ClientJob, RealClient, RunningClient} from './real-client.js';

/** The built program. */
export const unchokePath = path.join(import.meta.dirname, '../../../bin/cli.js');

/** Its state and configuration stay in the test's own folder. */
export function unchokeEnvironment({scratch}: ClientJob): Readonly<Record<string, string>> {
	return {
		HOME: scratch,
		XDG_CONFIG_HOME: path.join(scratch, 'config'),
		XDG_DATA_HOME: path.join(scratch, 'data'),
		XDG_STATE_HOME: path.join(scratch, 'state'),
		XDG_CACHE_HOME: path.join(scratch, 'cache'),
		XDG_RUNTIME_DIR: path.join(scratch, 'runtime'),
		NODE_ENV: 'production',
	};
}

function start(job: ClientJob, more: readonly string[]): RunningClient {
	const client = new ClientProcess(
		process.execPath,
		[
			unchokePath,
			'get',
			...job.torrentPaths,
			`--dir=${job.dir}`,
			`--bind=${job.host}`,
			`--port=${job.port}`,
			'--no-dht',
			'--no-lsd',
			'--no-pex',
			'--no-port-mapping',
			...(job.maxUp === undefined ? [] : [`--max-up=${job.maxUp}`]),
			...(job.maxDown === undefined ? [] : [`--max-down=${job.maxDown}`]),
			...(job.peers ?? []).map(peer => `--peer=${peer.host}:${peer.port}`),
			...more,
		],
		{
			name: 'unchoke',
			cwd: job.scratch,
			env: unchokeEnvironment(job),
		},
	);
	return {
		process: client,
		async waitUntilDone(timeoutMs) {
			const code = await client.waitForExit(timeoutMs);
			if (code !== 0) {
				throw new Error(`unchoke ended with ${code}\n${client.output}`);
			}
		},
	};
}

/** Starts `unchoke get` with more flags than a job has. */
export function startUnchoke(job: ClientJob, flags: readonly string[]): RunningClient {
	return start(job, flags);
}

/** Ours, as a user runs it. */
export const unchoke: RealClient = {
	name: 'unchoke',
	makesEmptyFiles: true,
	knowsPadding: true,
	version: () => 'unchoke of this checkout',
	seed: job => start(job, ['--seed']),
	leech: job => start(job, []),
	// What is complete on disk is hashed, found complete, and that is all.
	recheck: job => start(job, []),
};
