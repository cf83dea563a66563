import {existsSync} from 'node:fs';
import path from 'node:path';
import {ClientProcess} from '../client-process.js';
import {askVersion} from './ask-version.js';
import type {ClientJob, RealClient, RunningClient} from './real-client.js';

const agent = path.join(
	import.meta.dirname,
	'../../../../test/interop/clients/libtorrent-agent.py',
);

/** Debian's package belongs to Debian's python, which need not be the first on the PATH. */
const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

/** Starts the agent; `isTrusting` seeds without hashing first. */
export function startLibtorrent(
	mode: 'seed' | 'leech' | 'recheck',
	job: ClientJob,
	isTrusting = false,
): RunningClient {
	const client = new ClientProcess(python, [
		agent,
		mode,
		...job.torrentPaths.map(torrentPath => `--torrent=${torrentPath}`),
		`--dir=${job.dir}`,
		`--host=${job.host}`,
		`--port=${job.port}`,
		`--max-up=${job.maxUp ?? 0}`,
		`--max-down=${job.maxDown ?? 0}`,
		`--slots=${job.uploadSlots ?? -1}`,
		...(job.requiresEncryption ? ['--encrypt'] : []),
		...(job.peers ?? []).map(peer => `--peer=${peer.host}:${peer.port}`),
		...(isTrusting ? ['--trust'] : []),
	]);
	return {
		process: client,
		waitUntilDone: async timeoutMs => client.waitForOutput(/^DONE$/m, timeoutMs),
	};
}

/** libtorrent through its Python bindings (python3-libtorrent). */
export const libtorrent: RealClient = {
	name: 'libtorrent',
	makesEmptyFiles: true,
	knowsPadding: true,
	version() {
		const version = askVersion(python, ['-c', 'import libtorrent; print(libtorrent.version)']);
		return version === undefined ? undefined : `libtorrent ${version}`;
	},
	seed: job => startLibtorrent('seed', job),
	leech: job => startLibtorrent('leech', job),
	recheck: job => startLibtorrent('recheck', job),
};
