import {createHash} from 'node:crypto';
import {closeSync, ftruncateSync, openSync, readSync, writeSync} from 'node:fs';
import path from 'node:path';
import {libtorrent, startLibtorrent} from './clients/libtorrent.js';
import {unchoke} from './clients/unchoke.js';
import {loopbackTests} from './loopback-test.js';
import {writeTorrent} from './payload.js';
import {TestSwarm} from './swarm.js';

const test = loopbackTests(import.meta.filename);

const MiB = 1024 * 1024;
const pieceLength = 16 * MiB;

/** A little over 4 GiB, and a byte: offsets in the file don't fit in 32 bits, nor do those in the torrent. */
const length = 4176 * MiB + 1;
const pieceCount = Math.ceil(length / pieceLength);

/** Pieces that are not zeros, on both sides of 4 GiB. The last is one byte. */
const filled = [0, 127, 255, 256, pieceCount - 2, pieceCount - 1];

function pieceBytes(index: number): Uint8Array {
	const size = Math.min(pieceLength, length - index * pieceLength);
	return filled.includes(index) ? new Uint8Array(size).fill(index + 1) : new Uint8Array(size);
}

/** Makes a sparse file with only these pieces written. */
function writeSparse(file: string, pieces: readonly number[]): void {
	const descriptor = openSync(file, 'w');
	ftruncateSync(descriptor, length);
	for (const index of pieces) {
		const bytes = pieceBytes(index);
		writeSync(descriptor, bytes, 0, bytes.length, index * pieceLength);
	}

	closeSync(descriptor);
}

/** Filled pieces that are not in the file as they should be. */
function wrongPieces(file: string): number[] {
	const descriptor = openSync(file, 'r');
	const wrong = filled.filter(index => {
		const expected = pieceBytes(index);
		const bytes = new Uint8Array(expected.length);
		readSync(descriptor, bytes, 0, bytes.length, index * pieceLength);
		return Buffer.compare(bytes, expected) !== 0;
	});
	closeSync(descriptor);
	return wrong;
}

function writeSparseTorrent(torrentPath: string, tracker: string): void {
	const digest = (bytes: Uint8Array): Uint8Array => createHash('sha1').update(bytes).digest();
	const zeros = digest(new Uint8Array(pieceLength));
	const hashes = Array.from({length: pieceCount}, (_, index) =>
		filled.includes(index) ? digest(pieceBytes(index)) : zeros,
	);
	const plan = {name: 'sparse.bin', pieceLength, files: [{path: ['sparse.bin'], length}]};
	writeTorrent(torrentPath, {...plan, pieceHashes: Buffer.concat(hashes)}, tracker);
}

test(
	'pieces beyond 4 GiB go to their place in a sparse file, and come from it',
	[libtorrent],
	async t => {
		const swarm = await TestSwarm.start();
		try {
			const [from, to, onwards] = ['from', 'to', 'onwards'].map(name => swarm.folder(name));
			const torrentPath = path.join(from!, 'sparse.torrent');
			writeSparseTorrent(torrentPath, swarm.tracker.url);
			writeSparse(path.join(from!, 'sparse.bin'), filled);
			// What is there already is found by hashing; only the other pieces travel.
			writeSparse(path.join(to!, 'sparse.bin'), [0, 127]);
			const seedJob = swarm.job([torrentPath], from!);
			const seed = swarm.watch(startLibtorrent('seed', seedJob, true));
			await seed.process.waitForOutput(/READY/, 20_000);
			const leech = swarm.watch(unchoke.leech(swarm.job([torrentPath], to!, {peers: [seedJob]})));
			await leech.waitUntilDone(90_000);
			t.deepEqual(wrongPieces(path.join(to!, 'sparse.bin')), []);
			await seed.process.stop();

			writeSparse(path.join(onwards!, 'sparse.bin'), [0, 127]);
			const ourJob = swarm.job([torrentPath], to!);
			await swarm.waitForSeed(ourJob.host, 1, swarm.watch(unchoke.seed(ourJob)));
			const last = swarm.watch(
				libtorrent.leech(swarm.job([torrentPath], onwards!, {peers: [ourJob]})),
			);
			await last.waitUntilDone(90_000);
			t.deepEqual(wrongPieces(path.join(onwards!, 'sparse.bin')), []);
		} finally {
			await swarm.stop();
		}
	},
);
