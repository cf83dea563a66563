import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {ClientProcess} from '../client-process.js';
import {askVersion} from './ask-version.js';
import {writeDoneHook} from './done-hook.js';
import type {ClientJob, RealClient, RunningClient} from './real-client.js';

function start(job: ClientJob, event: 'finished' | 'hash_done'): RunningClient {
	const session = path.join(job.scratch, 'session');
	const hook = writeDoneHook(job.scratch);
	const settings = path.join(job.scratch, 'rtorrent.rc');
	mkdirSync(session);
	const lines = [
		'system.daemon.set = true',
		`session.path.set = ${session}`,
		`directory.default.set = ${job.dir}`,
		`network.bind_address.set = ${job.host}`,
		`network.port_range.set = ${job.port}-${job.port}`,
		'network.port_random.set = no',
		'dht.mode.set = disable',
		'protocol.pex.set = no',
		'trackers.use_udp.set = no',
		'protocol.encryption.set = none',
		'pieces.hash.on_completion.set = no',
		'throttle.max_uploads.set = 100',
		'throttle.max_uploads.global.set = 100',
		`throttle.global_up.max_rate.set_kb = ${Math.ceil((job.maxUp ?? 0) / 1024)}`,
		`throttle.global_down.max_rate.set_kb = ${Math.ceil((job.maxDown ?? 0) / 1024)}`,
		`method.set_key = event.download.${event}, test, "execute.nothrow={${hook.script}}"`,
		...job.torrentPaths.map(torrentPath => `load.start = "${torrentPath}"`),
	];
	writeFileSync(settings, `${lines.join('\n')}\n`);
	const client = new ClientProcess('rtorrent', ['-n', '-o', `import=${settings}`], {
		env: {HOME: job.scratch},
		cwd: job.scratch,
	});
	return {
		process: client,
		waitUntilDone: async timeoutMs =>
			client.waitForLines(hook.file, job.torrentPaths.length, timeoutMs),
	};
}

/** rtorrent without its screen. */
export const rtorrent: RealClient = {
	name: 'rtorrent',
	makesEmptyFiles: true,
	knowsPadding: false,
	version: () => askVersion('rtorrent', ['-h']),
	seed: job => start(job, 'finished'),
	leech: job => start(job, 'finished'),
	recheck: job => start(job, 'hash_done'),
};
