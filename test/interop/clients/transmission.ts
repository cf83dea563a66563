import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {ClientProcess} from '../client-process.js';
import {askVersion} from './ask-version.js';
import {writeDoneHook} from './done-hook.js';
import type {ClientJob, RealClient, RunningClient} from './real-client.js';

interface TorrentStatus {
	/** 6 is seeding, 4 downloading, 2 checking. */
	readonly status: number;
	readonly leftUntilDone: number;
}

/** One call of transmission's remote control; it wants its session id back in a header. */
async function call(port: number, method: string, args: unknown): Promise<unknown> {
	const url = `http://127.0.0.1:${port}/transmission/rpc`;
	const body = JSON.stringify({method, arguments: args});
	let session = '';
	for (;;) {
		const response = await fetch(url, {
			method: 'POST',
			body,
			headers: {'X-Transmission-Session-Id': session},
		});
		if (response.status !== 409) {
			const answer = (await response.json()) as {arguments: unknown};
			return answer.arguments;
		}

		session = response.headers.get('X-Transmission-Session-Id') ?? '';
	}
}

function writeSettings(job: ClientJob, rpcPort: number, hook: string): void {
	const settings = {
		'bind-address-ipv4': job.host,
		'cache-size-mb': 4,
		'dht-enabled': false,
		'download-dir': job.dir,
		'download-queue-enabled': false,
		encryption: job.requiresEncryption ? 2 : 0,
		'idle-seeding-limit-enabled': false,
		'lpd-enabled': false,
		'message-level': 1,
		'peer-port': job.port,
		'pex-enabled': false,
		'port-forwarding-enabled': false,
		preallocation: 1,
		'ratio-limit-enabled': false,
		'rpc-authentication-required': false,
		'rpc-bind-address': '127.0.0.1',
		'rpc-host-whitelist-enabled': false,
		'rpc-port': rpcPort,
		'rpc-whitelist-enabled': false,
		'script-torrent-done-enabled': true,
		'script-torrent-done-filename': hook,
		'seed-queue-enabled': false,
		'speed-limit-down': Math.ceil((job.maxDown ?? 0) / 1000),
		'speed-limit-down-enabled': job.maxDown !== undefined,
		'speed-limit-up': Math.ceil((job.maxUp ?? 0) / 1000),
		// Without a slot it still has the optimistic one, and gives that up only where it may send nothing.
		'speed-limit-up-enabled': job.maxUp !== undefined || job.uploadSlots === 0,
		'upload-slots-per-torrent': job.uploadSlots ?? 100,
		'utp-enabled': false,
	};
	writeFileSync(path.join(job.scratch, 'settings.json'), JSON.stringify(settings));
}

async function addTorrents(client: ClientProcess, rpcPort: number, job: ClientJob): Promise<void> {
	// The daemon listens about a tenth of a second after it started.
	for (let attempt = 0; attempt < 200 && !client.isGone; attempt++) {
		try {
			for (const filename of job.torrentPaths) {
				await call(rpcPort, 'torrent-add', {filename, 'download-dir': job.dir});
			}

			return;
		} catch {
			await sleep(50);
		}
	}

	throw new Error(`transmission doesn't answer\n${client.output}`);
}

function start(
	job: ClientJob,
): RunningClient & {readonly rpcPort: number; readonly added: Promise<void>} {
	const rpcPort = job.port + 3000;
	const hook = writeDoneHook(job.scratch);
	writeSettings(job, rpcPort, hook.script);
	const client = new ClientProcess('transmission-daemon', ['-f', '-g', job.scratch, '--log-error']);
	const added = addTorrents(client, rpcPort, job);
	added.catch(() => undefined);
	return {
		process: client,
		rpcPort,
		added,
		async waitUntilDone(timeoutMs) {
			await added;
			await client.waitForLines(hook.file, job.torrentPaths.length, timeoutMs);
		},
	};
}

/** Bytes a running transmission has sent of all its torrents, by its own count. */
export async function uploadedBytes(job: ClientJob): Promise<number> {
	const answer = (await call(job.port + 3000, 'torrent-get', {fields: ['uploadedEver']})) as {
		torrents: ReadonlyArray<{readonly uploadedEver: number}>;
	};
	return answer.torrents.reduce((sum, torrent) => sum + torrent.uploadedEver, 0);
}

/** transmission-daemon, steered by its remote control. */
export const transmission: RealClient = {
	name: 'transmission',
	makesEmptyFiles: false,
	knowsPadding: false,
	version: () => askVersion('transmission-daemon', ['-V']),
	seed: start,
	leech: start,
	recheck(job) {
		const running = start(job);
		return {
			...running,
			async waitUntilDone(timeoutMs) {
				await running.added;
				const end = performance.now() + timeoutMs;
				while (performance.now() < end) {
					const answer = (await call(running.rpcPort, 'torrent-get', {
						fields: ['status', 'leftUntilDone'],
					})) as {torrents: readonly TorrentStatus[]};
					if (
						answer.torrents.every(({status, leftUntilDone}) => status === 6 && leftUntilDone === 0)
					) {
						return;
					}

					await sleep(50);
				}

				throw new Error(`transmission: not checked within ${timeoutMs} ms`);
			},
		};
	},
};
