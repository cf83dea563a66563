import {ClientProcess} from '../client-process.js';
import {askVersion} from './ask-version.js';
import {writeDoneHook} from './done-hook.js';
import type {ClientJob, RealClient, RunningClient} from './real-client.js';

function start(job: ClientJob, more: readonly string[]): RunningClient {
	const hook = writeDoneHook(job.scratch);
	const client = new ClientProcess('aria2c', [
		'--no-conf',
		`--dir=${job.dir}`,
		`--interface=${job.host}`,
		`--listen-port=${job.port}`,
		'--enable-dht=false',
		'--enable-dht6=false',
		'--bt-enable-lpd=false',
		'--enable-peer-exchange=false',
		'--disable-ipv6=true',
		'--async-dns=false',
		'--bt-max-peers=0',
		'--bt-min-crypto-level=plain',
		'--bt-require-crypto=false',
		'--file-allocation=none',
		'--allow-overwrite=true',
		'--check-integrity=true',
		'--max-concurrent-downloads=100',
		'--summary-interval=0',
		'--console-log-level=warn',
		'--show-console-readout=false',
		`--max-overall-upload-limit=${job.maxUp ?? 0}`,
		`--max-overall-download-limit=${job.maxDown ?? 0}`,
		`--on-bt-download-complete=${hook.script}`,
		...more,
		...job.torrentPaths,
	]);
	return {
		process: client,
		waitUntilDone: async timeoutMs =>
			client.waitForLines(hook.file, job.torrentPaths.length, timeoutMs),
	};
}

/** aria2c. */
export const aria2: RealClient = {
	name: 'aria2',
	makesEmptyFiles: true,
	knowsPadding: false,
	version: () => askVersion('aria2c', ['--version']),
	seed: job => start(job, ['--seed-ratio=0.0']),
	// It goes on seeding, as a peer of a mixed swarm should; the test ends it.
	leech: job => start(job, ['--seed-ratio=0.0']),
	recheck(job) {
		const running = start(job, ['--hash-check-only=true']);
		return {
			...running,
			async waitUntilDone(timeoutMs) {
				const code = await running.process.waitForExit(timeoutMs);
				if (code !== 0) {
					throw new Error(`aria2: recheck ended with ${code}\n${running.process.output}`);
				}
			},
		};
	},
};
