import {readdirSync, statSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {transmission, uploadedBytes} from './clients/transmission.js';
import {unchoke} from './clients/unchoke.js';
import {loopbackTests} from './loopback-test.js';
import {differences, type PayloadPlan, writePayload} from './payload.js';
import {TestSwarm} from './swarm.js';

const test = loopbackTests(import.meta.filename);

const MiB = 1024 * 1024;

const plan: PayloadPlan = {
	name: 'interrupted',
	pieceLength: 256 * 1024,
	files: [
		{path: ['interrupted', 'first half.bin'], length: 9 * MiB + 7},
		{path: ['interrupted', 'second', 'half.bin'], length: 9 * MiB},
		{path: ['interrupted', 'second', 'note.txt'], length: 100},
	],
};

/** Bytes that the files of a folder take on disk. */
function bytesOnDisk(dir: string): number {
	return readdirSync(dir, {recursive: true, withFileTypes: true})
		.filter(entry => entry.isFile())
		.map(entry => statSync(path.join(entry.parentPath, entry.name)).blocks * 512)
		.reduce((sum, bytes) => sum + bytes, 0);
}

test(
	'a download killed half way goes on where it was, and fetches nothing verified again',
	[transmission],
	async t => {
		const swarm = await TestSwarm.start();
		try {
			const [from, to] = [swarm.folder('from'), swarm.folder('to')];
			const payload = writePayload(plan, {
				dir: from,
				tracker: swarm.tracker.url,
				withPadding: true,
			});
			const seedJob = swarm.job([payload.torrentPath], from, {maxUp: 3 * MiB});
			const seed = swarm.watch(transmission.seed(seedJob));
			await swarm.waitForSeed(seedJob.host, 1, seed);

			const job = swarm.job([payload.torrentPath], to);
			const first = swarm.watch(unchoke.leech(job));
			for (let waited = 0; waited < 60_000 && bytesOnDisk(to) < payload.length / 2; waited += 50) {
				t.false(first.process.isGone, first.process.output);
				await sleep(50);
			}

			first.process.kill('SIGKILL');
			t.is(await first.process.waitForExit(5000), 'SIGKILL');
			const kept = bytesOnDisk(to);
			t.true(kept >= payload.length / 2 && kept < payload.length, `${kept} bytes when killed`);

			const second = swarm.watch(unchoke.leech(job));
			await second.waitUntilDone(60_000);
			t.deepEqual(differences(payload, to), []);
			// Twice came only what was in flight: a few pieces.
			const uploaded = await uploadedBytes(seedJob);
			t.true(
				uploaded < payload.length + 4 * MiB,
				`${uploaded} of ${payload.length} bytes uploaded`,
			);
		} finally {
			await swarm.stop();
		}
	},
);
