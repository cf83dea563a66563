import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {fileWholeness, missingRanges} from '../../source/commands/whole-files.js';
import {metainfoTools} from '../../source/engine/metainfo-tools.js';
import {encodeMetainfo} from '../../source/protocol/metainfo-encoder.js';
import {refused, runCli, temporaryFolder} from './cli.js';

const pieceLength = 16_384;

/** A payload on disk and its torrent: `one` ends inside the third piece, where `two` begins; `none` is empty. */
function payload(t: ExecutionContext): string {
	const folder = temporaryFolder(t);
	const one = new Uint8Array(40_000).fill(1);
	const two = new Uint8Array(20_000).fill(2);
	const all = Buffer.concat([one, two]);
	const hashes: Uint8Array[] = [];
	for (let at = 0; at < all.length; at += pieceLength) {
		hashes.push(metainfoTools.sha1(all.subarray(at, at + pieceLength)));
	}
	mkdirSync(join(folder, 'pair'));
	writeFileSync(join(folder, 'pair', 'one'), one);
	writeFileSync(join(folder, 'pair', 'two'), two);
	writeFileSync(join(folder, 'pair', 'none'), '');
	const files = [
		{path: ['pair', 'one'], length: 40_000},
		{path: ['pair', 'two'], length: 20_000},
		{path: ['pair', 'none'], length: 0},
	];
	const pieceHashes = Buffer.concat(hashes);
	writeFileSync(
		join(folder, 'pair.torrent'),
		encodeMetainfo({name: 'pair', pieceLength, pieceHashes, files}),
	);
	return folder;
}

test('what is whole ends with 0, what is not with 1, and --json tells the pieces', async t => {
	const cwd = payload(t);
	const whole = await runCli(t, ['verify', 'pair.torrent', '--json'], {cwd});
	t.is(whole.status, 0, whole.stderr);
	const lines = whole.stdout
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line) as Record<string, unknown>);
	t.is(lines[0]?.['type'], 'torrent');
	t.is(lines.at(-1)?.['type'], 'complete');
	t.is(lines.at(-1)?.['wholePieces'], 4);

	writeFileSync(join(cwd, 'pair', 'two'), new Uint8Array(20_000).fill(3));
	rmSync(join(cwd, 'pair', 'none'));
	const broken = await runCli(t, ['verify', 'pair.torrent', '--json', '--dir', '.'], {cwd});
	t.is(broken.status, 1);
	const last = JSON.parse(broken.stdout.trimEnd().split('\n').at(-1) ?? '') as Record<
		string,
		unknown
	>;
	t.is(last['type'], 'failed');
	t.is(last['wholePieces'], 2);
	t.deepEqual(last['missingPieces'], [[2, 3]]);
	t.deepEqual(
		(last['files'] as ReadonlyArray<{isWhole: boolean}>).map(file => file.isWhole),
		[false, false, false],
	);
	t.is(
		broken.sentence,
		`unchoke: only 2 of 4 pieces of pair are whole, and 3 files are not, in ${cwd}/pair`,
	);

	const table = await runCli(t, ['verify', 'pair.torrent'], {cwd});
	t.is(table.status, 1);
	t.regex(table.stdout, /pair\/one .*2 of 3 pieces/);
	t.regex(table.stdout, /│ 2-3 /);
});

test('nothing on disk is all missing', async t => {
	const cwd = payload(t);
	const result = await runCli(t, ['verify', 'pair.torrent', '-d', 'elsewhere'], {cwd});
	t.is(result.status, 1);
	t.regex(result.stdout, /│ 0-3 /);
});

test('a magnet link can be verified by nobody', async t => {
	refused(t, await runCli(t, ['verify', 'a'.repeat(40)]), 2, 'a'.repeat(40), '.torrent');
});

test('ranges of missing pieces are joined', t => {
	t.deepEqual(missingRanges(Uint8Array.of(0b0101_1100, 0b0100_0000), 10), [
		[0, 0],
		[2, 2],
		[6, 8],
	]);
	t.deepEqual(missingRanges(Uint8Array.of(0xff), 8), []);
	t.deepEqual(missingRanges(new Uint8Array(2), 9), [[0, 8]]);
});

test('a file is whole when every piece with bytes of it is', t => {
	const base = {length: 0, isPadding: false};
	const metainfo = {
		pieceLength: 10,
		length: 40,
		pieceCount: 4,
		files: [
			{...base, path: ['a'], length: 15, offset: 0},
			{...base, path: ['pad'], length: 5, offset: 15, isPadding: true},
			{...base, path: ['b'], length: 20, offset: 20},
			{...base, path: ['c'], offset: 40},
		],
	};
	const files = fileWholeness(metainfo as never, Uint8Array.of(0b1110_0000), () => true);
	t.deepEqual(
		files.map(({path, pieceCount, wholePieces, isWhole}) => [
			path,
			pieceCount,
			wholePieces,
			isWhole,
		]),
		[
			['a', 2, 2, true],
			['b', 2, 1, false],
			['c', 0, 0, true],
		],
	);
});
