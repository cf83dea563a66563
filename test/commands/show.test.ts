import {createHash} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {refused, runCli, temporaryFolder} from './cli.js';
import {sampleTorrent} from './torrents.js';

function sample(t: ExecutionContext, bytes = sampleTorrent()): string {
	const path = join(temporaryFolder(t), 'sample.torrent');
	writeFileSync(path, bytes);
	return path;
}

test('--json prints the torrent line and nothing else', async t => {
	const {status, stdout, stderr} = await runCli(t, ['show', sample(t), '--json']);
	t.is(status, 0);
	t.is(stderr, '');
	const {type, time, infoHash, ...rest} = JSON.parse(stdout) as Record<string, unknown>;
	t.is(stdout.indexOf('\n'), stdout.length - 1);
	t.is(type, 'torrent');
	t.is(new Date(String(time)).toISOString(), String(time));
	const text = Buffer.from(sampleTorrent()).toString('latin1');
	const info = text.slice(text.indexOf('4:info') + 6, text.indexOf('8:url-list'));
	t.is(infoHash, createHash('sha1').update(Buffer.from(info, 'latin1')).digest('hex'));
	t.deepEqual(rest, {
		name: 'sample',
		infoHashV2: null,
		length: 20_001,
		pieceLength: 16_384,
		pieceCount: 2,
		private: false,
		files: [
			{path: 'sample/a/one.bin', length: 20_000},
			{path: 'sample/zwei 二.txt', length: 1},
		],
		trackers: [
			['http://tracker.example/announce', 'udp://tracker.example:6969/announce'],
			['http://private.example/…/announce'],
		],
		webSeeds: ['http://web.example/files/'],
		nodes: [],
		comment: 'red \\x1b[31m alert',
		createdBy: 'a test',
		createdAt: 1_700_000_000,
	});
});

test('the tables have name, hash, pieces, files and trackers, and no control characters', async t => {
	const {status, stdout} = await runCli(t, ['show', sample(t)]);
	t.is(status, 0);
	for (const words of [
		'sample/a/one.bin',
		'sample/zwei 二.txt',
		'2 of 16384 bytes',
		'20 kB',
		'http://private.example/…/announce',
		'http://web.example/files/',
		'2023-11-14T22:13:20.000Z',
	]) {
		t.true(stdout.includes(words), `${words} is missing in\n${stdout}`);
	}
	t.false(stdout.includes('\u001B[31m'));
});

test('a magnet link shows what it says and ends with 0', async t => {
	const hash = 'c9e15763f722f23e98a29decdfae341b98d53056';
	const link = `magnet:?xt=urn:btih:${hash}&dn=Some+name&tr=http%3A%2F%2Ftracker.example%2Fannounce&x.pe=1.2.3.4%3A5`;
	const json = await runCli(t, ['show', link, '--json']);
	t.is(json.status, 0);
	const line = JSON.parse(json.stdout) as Record<string, unknown>;
	t.is(line['infoHash'], hash);
	t.is(line['name'], 'Some name');
	t.is(line['pieceCount'], null);
	t.deepEqual(line['trackers'], [['http://tracker.example/announce']]);
	t.deepEqual(line['peers'], [{host: '1.2.3.4', port: 5}]);
	const tables = await runCli(t, ['show', link]);
	t.is(tables.status, 0);
	t.true(tables.stdout.includes(hash));
	t.true(tables.stdout.includes('1.2.3.4:5'));
});

test('a bare info hash is one in 40 hex, 32 base32 or 64 hex digits', async t => {
	const hex = 'c9e15763f722f23e98a29decdfae341b98d53056';
	const forms = [hex, hex.toUpperCase(), 'ZHQVOY7XELZD5GFCTXWN7LRUDOMNKMCW'];
	for (const form of forms) {
		const {status, stdout} = await runCli(t, ['show', form, '--json']);
		t.is(status, 0);
		t.is((JSON.parse(stdout) as {infoHash: string}).infoHash, hex);
	}
	const v2 = await runCli(t, ['show', 'ab'.repeat(32), '--json']);
	t.is((JSON.parse(v2.stdout) as {infoHashV2: string}).infoHashV2, 'ab'.repeat(32));
});

test('what is no torrent is bad input, named in one sentence', async t => {
	const folder = temporaryFolder(t);
	const write = (name: string, bytes: Uint8Array | string) => {
		const path = join(folder, name);
		writeFileSync(path, bytes);
		return path;
	};
	const whole = sampleTorrent();
	const cases: ReadonlyArray<readonly [string, ...string[]]> = [
		[join(folder, 'missing.torrent'), 'missing.torrent', 'it does not exist'],
		[folder, folder, 'it is a folder'],
		[write('empty.torrent', ''), 'empty.torrent', 'not a torrent file'],
		[write('text.torrent', 'hello'), 'text.torrent', 'not a torrent file'],
		[write('cut.torrent', whole.slice(0, -50)), 'cut.torrent', 'not a torrent file'],
		[write('bomb.torrent', `${'l'.repeat(100_000)}`), 'bomb.torrent', 'not a torrent file'],
		[write('minus.torrent', 'd-3:e'), 'minus.torrent', 'not a torrent file'],
		[write('no-info.torrent', 'd1:ai1ee'), 'no-info.torrent', 'info dictionary'],
		['/dev/zero', '/dev/zero', 'over'],
		['magnet:?dn=x', 'info hash'],
		['magnet:', 'magnet link'],
		['http://', 'URL'],
		[join(folder, 'a\u001B[31mb'), String.raw`a\x1b[31mb`],
	];
	for (const [torrent, ...words] of cases) {
		refused(t, await runCli(t, ['show', torrent]), 2, ...words);
	}
});
