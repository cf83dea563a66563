import {readFileSync} from 'node:fs';
import path from 'node:path';
import {aria2} from './clients/aria2.js';
import {libtorrent} from './clients/libtorrent.js';
import {rtorrent} from './clients/rtorrent.js';
import {transmission} from './clients/transmission.js';
import {startUnchoke} from './clients/unchoke.js';
import {loopbackTests} from './loopback-test.js';
import {differences, type PayloadPlan, writePayload} from './payload.js';
import {TestSwarm} from './swarm.js';

const test = loopbackTests(import.meta.filename);

const MiB = 1024 * 1024;

/** Transmission waits ten seconds before it is interested, and the seed is slow. */
const patienceMs = 150_000;

const plan: PayloadPlan = {
	name: 'mixed',
	pieceLength: 128 * 1024,
	files: [
		{path: ['mixed', 'large.bin'], length: 23 * MiB + 1},
		{path: ['mixed', 'small', 'note.txt'], length: 77},
		{path: ['mixed', 'small', 'last.bin'], length: MiB - 5},
	],
};

/** What our own numbers say at the end, of the `progress` lines of `--json`. */
interface Progress {
	readonly downBytes: number;
	readonly upBytes: number;
	readonly wastedBytes: number;
	readonly hashFailures: number;
}

/** The newest of the lines that is whole. */
function lastProgress(output: string): Progress {
	const lines = output.split('\n').slice(1, -1);
	const last = lines.findLast(line => line.startsWith('{"type":"progress"'));
	return JSON.parse(last ?? '{}') as Progress;
}

const others = [transmission, aria2, rtorrent, libtorrent];

test(
	'transmission, aria2, rtorrent, libtorrent and unchoke complete in one swarm, and unchoke gives back more than it wastes',
	others,
	async t => {
		const swarm = await TestSwarm.start();
		try {
			const [from, ours] = [swarm.folder('from'), swarm.folder('unchoke')];
			const payload = writePayload(plan, {
				dir: from,
				tracker: swarm.tracker.url,
				withPadding: true,
			});
			const torrents = [payload.torrentPath];
			// So slow that the leechers have to feed each other.
			const seedJob = swarm.job(torrents, from, {maxUp: 2 * MiB});
			await swarm.waitForSeed(seedJob.host, 1, swarm.watch(libtorrent.seed(seedJob)));

			const log = path.join(swarm.dir, 'unchoke.log');
			const flags = ['--seed', '--json', `--log=${log}`];
			const us = swarm.watch(startUnchoke(swarm.job(torrents, ours), flags)).process;
			const leechers = others.map(client => {
				const dir = swarm.folder(client.name);
				return {client, dir, running: swarm.watch(client.leech(swarm.job(torrents, dir)))};
			});
			await Promise.all([
				us.waitForOutput(/\{"type":"complete"/, patienceMs),
				...leechers.map(async ({running}) => running.waitUntilDone(patienceMs)),
			]);

			t.deepEqual(differences(payload, ours), [], 'unchoke');
			for (const {client, dir} of leechers) {
				const wrong = differences(payload, dir, {withEmptyFiles: client.makesEmptyFiles});
				t.deepEqual(wrong, [], client.name);
			}
			us.output = '';
			await us.waitForOutput(/\n\{"type":"progress".*\n/, 5000);
			const {downBytes, upBytes, wastedBytes, hashFailures} = lastProgress(us.output);
			const figures = `down ${downBytes}, up ${upBytes}, wasted ${wastedBytes} of ${payload.length} bytes`;
			t.log(figures);
			t.true(upBytes > wastedBytes && upBytes > 0, figures);
			t.true(wastedBytes < payload.length / 20, figures);
			t.is(hashFailures, 0);
			// Nobody here breaks the protocol or lies, so nobody is closed for it.
			const text = readFileSync(log, 'utf8');
			t.is((text.match(/Handshake successful/g) ?? []).length >= leechers.length, true);
			t.notRegex(text, /protocol-violation|sent-corrupt-data|unrequested-block|request-flood/);
		} finally {
			await swarm.stop();
		}
	},
);
