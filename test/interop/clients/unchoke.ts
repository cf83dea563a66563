import path from 'node:path';
import {ClientProcess} from '../client-process.js';
import type {ClientJob, RealClient, RunningClient} from './real-client.js';

const cli = path.join(import.meta.dirname, '../../../bin/cli.js');

function start(job: ClientJob, more: readonly string[]): RunningClient {
	const client = new ClientProcess(
		process.execPath,
		[
			cli,
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
			// Its state and configuration stay in the test's own folder.
			env: {
				HOME: job.scratch,
				XDG_CONFIG_HOME: path.join(job.scratch, 'config'),
				XDG_DATA_HOME: path.join(job.scratch, 'data'),
				XDG_STATE_HOME: path.join(job.scratch, 'state'),
				XDG_CACHE_HOME: path.join(job.scratch, 'cache'),
				NODE_ENV: 'production',
			},
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
