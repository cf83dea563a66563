/**
 * What the disk costs, without any network: `node dist/test/benchmark/disk.js [folder…]`. For each folder (by default one in
 * memory and one on disk) 1 GiB of blocks goes in, is read back as uploads do, and is hashed by a recheck. The copy of each
 * block into its place, which the wire decoder does, is included.
 */
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {DiskShared} from '../../source/engine/disk/disk-shared.js';
import {recheck} from '../../source/engine/disk/recheck.js';
import {TorrentDisk} from '../../source/engine/disk/torrent-disk.js';
import {countBits} from '../../source/protocol/bitfield.js';
import {blockLength} from '../../source/protocol/messages.js';
import type {Metainfo} from '../../source/protocol/metainfo-types.js';

const mebibyte = 1024 * 1024;
const totalBytes = 1024 * mebibyte;

interface Row {
	readonly what: string;
	readonly 'MiB/s': number;
	readonly 'CPU-s/GiB': number;
	readonly 'peak RSS MiB': number;
}

/** A torrent of one file whose pieces are all alike, so that its hashes are quickly made. */
function metainfoOf(pieceLength: number, block: Uint8Array): Metainfo {
	const pieceCount = totalBytes / pieceLength;
	const hash = createHash('sha1');
	for (let at = 0; at < pieceLength; at += blockLength) hash.update(block);
	const digest = hash.digest();
	const pieceHashes = new Uint8Array(pieceCount * 20);
	for (let index = 0; index < pieceCount; index++) pieceHashes.set(digest, index * 20);
	return {
		name: 'payload',
		infoHash: new Uint8Array(20),
		infoHashV2: null,
		infoBytes: new Uint8Array(),
		pieceLength,
		pieceCount,
		length: totalBytes,
		pieceHashes,
		isPrivate: false,
		files: [{path: ['payload'], length: totalBytes, offset: 0, isPadding: false}],
		trackers: [],
		webSeeds: [],
		nodes: [],
		comment: null,
		createdBy: null,
		createdAt: null,
	};
}

async function measure(what: string, run: () => Promise<void>): Promise<Row> {
	let peak = 0;
	const sampler = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage.rss());
	}, 20);
	const cpuBefore = process.cpuUsage();
	const startedAt = performance.now();
	await run();
	const seconds = (performance.now() - startedAt) / 1000;
	const {user, system} = process.cpuUsage(cpuBefore);
	clearInterval(sampler);
	peak = Math.max(peak, process.memoryUsage.rss());
	return {
		what,
		'MiB/s': Math.round(totalBytes / mebibyte / seconds),
		'CPU-s/GiB': Math.round((user + system) / 1e4) / 100,
		'peak RSS MiB': Math.round(peak / mebibyte),
	};
}

/** A pause as between two reads of a socket. */
const breathe = () => new Promise<void>(resolve => setImmediate(resolve));

class Bench {
	readonly disk: TorrentDisk;
	verified = 0;
	#isAllowed = true;
	readonly #metainfo: Metainfo;
	readonly #block: Uint8Array;
	#wake = () => {};

	constructor(shared: DiskShared, folder: string, metainfo: Metainfo, block: Uint8Array) {
		this.#metainfo = metainfo;
		this.#block = block;
		const fail = (text: string) => {
			throw new Error(text);
		};
		this.disk = new TorrentDisk(metainfo, folder, shared, {
			handleVerified: () => {
				this.verified++;
				this.#wake();
			},
			handleHashFailed: index => fail(`Piece ${index} failed its hash`),
			handleWriteFailed: (_index, error) => fail(error.message),
			handleRequestsAllowed: isAllowed => {
				this.#isAllowed = isAllowed;
				this.#wake();
			},
			handleReadsPaused: () => {},
		});
	}

	/** All blocks in, `openPieces` pieces at a time, a block of each in turn; 8 blocks a turn of the loop. */
	async leech(openPieces: number): Promise<void> {
		const {pieceLength, pieceCount} = this.#metainfo;
		let delivered = 0;
		for (let first = 0; first < pieceCount; first += openPieces) {
			const end = Math.min(pieceCount, first + openPieces);
			for (let begin = 0; begin < pieceLength; begin += blockLength) {
				for (let index = first; index < end; index++) {
					while (!this.#isAllowed) await new Promise<void>(resolve => (this.#wake = resolve));
					const target = this.disk.blockTarget(blockLength)!;
					target.set(this.#block);
					this.disk.handleBlock(index, begin, target);
					if (++delivered % 8 === 0) await breathe();
				}
			}
			for (let index = first; index < end; index++) this.disk.completePiece(index);
		}
		while (this.verified < pieceCount) await new Promise<void>(resolve => (this.#wake = resolve));
	}

	/** All bytes out in runs of 256 KiB, two outstanding. */
	async seed(): Promise<void> {
		const {pieceLength} = this.#metainfo;
		const runLength = Math.min(pieceLength, 16 * blockLength);
		const runs = totalBytes / runLength;
		let asked = 0;
		let done = 0;
		await new Promise<void>(resolve => {
			const ask = (target: Uint8Array) => {
				const offset = asked++ * runLength;
				const index = Math.floor(offset / pieceLength);
				this.disk.read(index, offset % pieceLength, [target], error => {
					if (error !== undefined) throw error;
					if (++done === runs) resolve();
					else if (asked < runs) ask(target);
				});
			};
			for (let count = 0; count < 2; count++) ask(new Uint8Array(runLength));
		});
	}
}

/** Piece length and pieces open at a time. */
const configurations = [
	[256 * 1024, 4],
	[1 * mebibyte, 4],
	[4 * mebibyte, 4],
	[16 * mebibyte, 1],
	[16 * mebibyte, 64],
] as const;

async function benchmark(folder: string, pieceLength: number, openPieces: number): Promise<Row[]> {
	const rows: Row[] = [];
	const block = new Uint8Array(blockLength).map((_, at) => at * 31);
	const metainfo = metainfoOf(pieceLength, block);
	const payload = mkdtempSync(join(folder, 'unchoke-benchmark-'));
	const shared = new DiskShared({stateDir: payload, maxOpenFiles: 128});
	try {
		const bench = new Bench(shared, payload, metainfo, block);
		const error = await bench.disk.open();
		if (error) throw error;
		const name = `pieces of ${pieceLength / 1024} KiB, ${openPieces} open`;
		rows.push(await measure(`write, ${name}`, () => bench.leech(openPieces)));
		rows.push(await measure(`read, ${name}`, () => bench.seed()));
		await bench.disk.close();
		rows.push(
			await measure(`recheck, ${name}`, async () => {
				const bits = await recheck(metainfo, bench.disk.places);
				if (countBits(bits) !== metainfo.pieceCount) throw new Error('Pieces are missing');
			}),
		);
	} finally {
		await shared.close();
		rmSync(payload, {recursive: true});
	}
	return rows;
}

const [mode, ...parameters] = process.argv.slice(2);
if (mode === '--one') {
	const [folder, pieceLength, openPieces] = parameters;
	console.log(JSON.stringify(await benchmark(folder!, Number(pieceLength), Number(openPieces))));
} else {
	const folders = mode === undefined ? ['/dev/shm', tmpdir()] : [mode, ...parameters];
	for (const folder of folders) {
		const rows = configurations.flatMap(([pieceLength, openPieces]): Row[] => {
			// A process each, so that memory is that of one run.
			const options = ['--one', folder, String(pieceLength), String(openPieces)];
			const output = execFileSync(process.execPath, [process.argv[1]!, ...options], {
				encoding: 'utf8',
			});
			return JSON.parse(output) as Row[];
		});
		console.log(folder);
		console.table(rows);
	}
}
