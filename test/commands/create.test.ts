import {mkdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {metainfoTools} from '../../source/engine/metainfo-tools.js';
import {parseMetainfo} from '../../source/protocol/metainfo.js';
import {ParseError} from '../../source/protocol/parse-error.js';
import {refused, runCli, temporaryFolder} from './cli.js';

/** A folder with files of every length that matters, in an order that is not the names'. */
function payload(t: ExecutionContext): string {
	const folder = temporaryFolder(t);
	const root = join(folder, 'pay load');
	mkdirSync(join(root, 'sub', '二'), {recursive: true});
	writeFileSync(join(root, 'sub', '二', 'z.bin'), new Uint8Array(40_000).fill(3));
	writeFileSync(join(root, 'empty'), '');
	writeFileSync(join(root, 'a.txt'), 'one byte too few for a block');
	symlinkSync('/etc', join(root, 'link'));
	return folder;
}

function read(path: string) {
	const metainfo = parseMetainfo(readFileSync(path), metainfoTools);
	if (metainfo instanceof ParseError) {
		throw metainfo;
	}
	return metainfo;
}

test('a folder becomes a torrent with its files in the order of their names', async t => {
	const cwd = payload(t);
	const {status, stdout, stderr} = await runCli(
		t,
		'create|pay load|--tracker|http://one.example/announce|--tracker|udp://two.example:80|--web-seed|http://web.example/|--comment|two words|--private'.split(
			'|',
		),
		{cwd},
	);
	t.is(status, 0, stderr);
	const metainfo = read(join(cwd, 'pay load.torrent'));
	t.deepEqual(
		metainfo.files.map(({path, length}) => [path.join('/'), length]),
		[
			['pay load/a.txt', 28],
			['pay load/empty', 0],
			['pay load/sub/二/z.bin', 40_000],
		],
	);
	t.is(metainfo.pieceLength, 16_384);
	t.deepEqual(metainfo.trackers, [['http://one.example/announce'], ['udp://two.example:80']]);
	t.deepEqual(metainfo.webSeeds, ['http://web.example/']);
	t.is(metainfo.comment, 'two words');
	t.true(metainfo.isPrivate);
	t.true(stdout.includes('magnet:?xt=urn:btih:'));
	t.regex(stderr, /skipped .*link: /);

	const verified = await runCli(t, ['verify', 'pay load.torrent'], {cwd});
	t.is(verified.status, 0, verified.stdout);
	t.regex(verified.sentence, /3 of 3 pieces of pay load are whole/);
});

test('the hash of the same files is the same, wherever the .torrent goes', async t => {
	const cwd = payload(t);
	const first = await runCli(t, ['create', 'pay load', '--out', 'a.torrent'], {cwd});
	const second = await runCli(t, ['create', './pay load/', '--out', 'pay load/b.torrent'], {cwd});
	const third = await runCli(t, ['create', 'pay load', '--out', 'pay load/b.torrent', '--force'], {
		cwd,
	});
	t.deepEqual([first.status, second.status, third.status], [0, 0, 0]);
	const {infoHash} = read(join(cwd, 'a.torrent'));
	t.deepEqual(read(join(cwd, 'pay load', 'b.torrent')).infoHash, infoHash);
});

test('a single file becomes a single-file torrent, with the pieces asked for', async t => {
	const cwd = payload(t);
	const file = join('pay load', 'sub', '二', 'z.bin');
	const {status} = await runCli(t, ['create', file, '--piece-length', '32K'], {cwd});
	t.is(status, 0);
	const metainfo = read(join(cwd, 'z.bin.torrent'));
	t.deepEqual(metainfo.files, [{path: ['z.bin'], length: 40_000, offset: 0, isPadding: false}]);
	t.is(metainfo.pieceLength, 32_768);
	t.is(metainfo.pieceCount, 2);
});

test('what can become no torrent is bad usage, named in one sentence', async t => {
	const cwd = payload(t);
	mkdirSync(join(cwd, 'nothing', 'here'), {recursive: true});
	writeFileSync(join(cwd, 'taken.torrent'), 'precious');
	writeFileSync(join(cwd, 'bad\nname'), 'x');
	const cases: ReadonlyArray<readonly [readonly string[], ...string[]]> = [
		[['missing'], 'missing', 'does not exist'],
		[['nothing'], 'nothing', 'no bytes'],
		[['pay load', '--out', 'taken.torrent'], 'taken.torrent', '--force'],
		[['pay load', '--out', 'no/where.torrent'], 'where.torrent', 'does not exist'],
		[['pay load', '--out', '.'], 'it is a folder'],
		[['pay load', '--piece-length', '20K'], 'power of two', '20K'],
		[['pay load', '--piece-length', '8K'], '16K to 64M', '8K'],
		[['pay load', '--tracker', 'ftp://x/'], '--tracker', 'ftp://x/'],
		[['pay load', '--web-seed', 'nonsense'], '--web-seed', 'nonsense'],
		[['bad\nname'], String.raw`bad\x0aname`, 'rename'],
		[['pay load', '--json'], '--json is no flag of unchoke create'],
	];
	for (const [argv, ...words] of cases) {
		refused(t, await runCli(t, ['create', ...argv], {cwd}), 2, ...words);
	}
	t.is(readFileSync(join(cwd, 'taken.torrent'), 'utf8'), 'precious');
});
