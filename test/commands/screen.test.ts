import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {stripVTControlCharacters} from 'node:util';
import test from 'ava';
import {refused, runCli, startCli, temporaryFolder} from './cli.js';
import {onTerminal} from './on-terminal.js';
import {payloadTorrent, sampleTorrent, someBytes} from './torrents.js';

const local = ['--bind', '127.0.0.1', '--port', '0', '--no-dht', '--no-lsd', '--no-port-mapping'];
const payload = [{path: ['one.bin'], bytes: someBytes(100_000)}] as const;

test('where no screen can be drawn the torrents are told in plain lines', async t => {
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, 'x.torrent'), payloadTorrent(payload));
	writeFileSync(join(folder, 'one.bin'), payload[0].bytes);
	const result = await runCli(t, ['x.torrent', ...local], {cwd: folder});
	t.is(result.status, 0, result.stderr);
	t.regex(result.stderr, /no screen can be drawn here .*plain lines follow/);
	t.regex(result.sentence, /one\.bin was complete already/);
});

test('without a torrent it goes on with what was left unfinished, where it was', async t => {
	const home = temporaryFolder(t);
	const env = {HOME: home};
	refused(t, await runCli(t, local, {env}), 2, 'nothing was left unfinished');

	const folder = temporaryFolder(t);
	writeFileSync(join(folder, 'x.torrent'), payloadTorrent(payload));
	const get = startCli(t, ['get', 'x.torrent', '-d', 'here', '--json', ...local], {
		cwd: folder,
		env,
	});
	await get.said(/"state":"downloading"/);
	get.child.kill('SIGTERM');
	t.is((await get.end).status, 130);

	const {child, end, said} = startCli(t, local, {env});
	await said(/one\.bin: 0\.0 %/);
	child.kill('SIGINT');
	refused(t, await end, 130, 'interrupted with 0.0 % of one.bin', `${folder}/here/one.bin`);
});

test('a torrent that is none is refused before the screen opens', async t => {
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, 'x.torrent'), 'no');
	const {end} = onTerminal(t, ['x.torrent'], folder);
	const {status, text} = await end;
	t.is(status, 2);
	t.false(text.includes('\u001B[?1049h'));
	t.regex(text, /unchoke: x\.torrent: this is not a torrent file/);
});

test('the screen opens on a torrent, quits with q, and says what became of it', async t => {
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, 'x.torrent'), sampleTorrent({trackers: []}));
	const {terminal, end, said} = onTerminal(t, ['x.torrent', ...local], folder);
	await said(/\u001B\[\?1049h[\s\S]*sample/);
	terminal.write('q');
	const {status, text} = await end;
	t.is(status, 0);
	const after = stripVTControlCharacters(text.split('\u001B[?1049l').at(-1) ?? '');
	t.regex(after, /│ sample +│ downloading +│ +0\.0 % │/);
});

test(':bundle writes what is known of the torrent, and says so', async t => {
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, 'x.torrent'), sampleTorrent({trackers: []}));
	const {terminal, end, said} = onTerminal(t, ['x.torrent', ...local], folder);
	await said(/sample/);
	terminal.write(':bundle-redacted b.txt\r');
	await said(/b\.txt is written/);
	terminal.write('q');
	await end;
	const text = readFileSync(join(folder, 'b.txt'), 'utf8');
	t.regex(text, /^unchoke help bundle, version 1\n[\s\S]*name: sample\n/);
	t.false(text.includes('127.0.0.1'));
});

test('a signal ends the screen with 130, and the terminal is given back', async t => {
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, 'x.torrent'), sampleTorrent({trackers: []}));
	const {terminal, end, said} = onTerminal(t, ['x.torrent', ...local], folder);
	await said(/sample/);
	terminal.kill('SIGTERM');
	const {status, text} = await end;
	t.is(status, 130);
	t.true(text.includes('\u001B[?1049l'));
	t.regex(text, /unchoke: interrupted; the same command goes on/);
});

test('the lab opens in the screen, and nothing of it stays but the log', async t => {
	const folder = temporaryFolder(t);
	const argv = ['lab', '--log', 'x.log'];
	const {terminal, end, said, temporary} = onTerminal(t, argv, folder);
	await said(/lab: mixed[\s\S]*127\.0\.\d+\.\d/);
	t.is(readdirSync(temporary).length, 1);
	terminal.write('q');
	t.is((await end).status, 0);
	t.deepEqual(readdirSync(temporary), []);
	t.deepEqual(readdirSync(folder), ['x.log']);
	t.regex(readFileSync(join(folder, 'x.log'), 'utf8'), /^20\S+Z info {2}Connected to peer 127/m);
});

test('a key of the config file for a command that does not exist is bad input', async t => {
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, 'c.toml'), '[keys]\nfly = "f"\n');
	const {end} = onTerminal(t, ['--config', 'c.toml', ...local], folder);
	const {status, text} = await end;
	t.is(status, 2);
	t.regex(text, /unchoke: keys: there is no command fly/);
});
