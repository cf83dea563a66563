import {execFileSync} from 'node:child_process';
import {mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {type AddressInfo, createServer as createTcpServer} from 'node:net';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {
	type CliResult,
	type CliRun,
	cliPath,
	environment,
	refused,
	runCli,
	startCli,
	temporaryFolder,
} from './cli.js';
import {payloadTorrent, sampleTorrent, someBytes, writePayload} from './torrents.js';

type Line = Readonly<Record<string, unknown>> & {readonly type: string};

/** Nothing of a test leaves the machine. */
const local = ['--bind', '127.0.0.1', '--no-dht', '--no-lsd', '--no-pex', '--no-port-mapping'];

const payload = [
	{path: ['two files', 'one.bin'], bytes: someBytes(300_000)},
	{path: ['two files', 'sub', '二.bin'], bytes: someBytes(70_001, 2)},
	{path: ['two files', 'empty'], bytes: new Uint8Array(0)},
] as const;

/** A port of this machine that was free a moment ago. */
async function freePort(): Promise<number> {
	const server = createTcpServer();
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const {port} = server.address() as AddressInfo;
	await new Promise(resolve => server.close(resolve));
	return port;
}

/** A folder with the .torrent, the payload under `seed`, and our own seeder of it. */
async function swarm(t: ExecutionContext): Promise<{folder: string; peer: string; seeder: CliRun}> {
	const folder = temporaryFolder(t);
	writePayload(join(folder, 'seed'), payload);
	writeFileSync(join(folder, 'x.torrent'), payloadTorrent(payload));
	const port = await freePort();
	const argv = ['get', 'x.torrent', '-d', 'seed', '--port', String(port), '--seed', ...local];
	const seeder = startCli(t, argv, {cwd: folder, env: {HOME: temporaryFolder(t)}});
	await seeder.said(/was complete already/);
	return {folder, peer: `127.0.0.1:${port}`, seeder};
}

function isWhole(t: ExecutionContext, dir: string): void {
	for (const {path, bytes} of payload) {
		t.deepEqual(new Uint8Array(readFileSync(join(dir, ...path))), bytes, path.join('/'));
	}
}

function jsonLines({stdout}: CliResult): readonly Line[] {
	return stdout
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line) as Line);
}

test('a torrent is downloaded, checked and told; only the payload is left in the folder', async t => {
	const {folder, peer, seeder} = await swarm(t);
	const home = temporaryFolder(t);
	const options = {cwd: folder, env: {HOME: home}};
	const argv = ['get', 'x.torrent', '-d', 'new/leech', '--port', '0', '--peer', peer, ...local];
	const result = await runCli(t, [...argv, '--json', '--log', 'log.txt'], options);
	t.is(result.status, 0, result.stderr);
	t.regex(
		result.sentence,
		/^unchoke: two files is complete: 370 kB in .*, in .*\/new\/leech\/two files$/,
	);
	isWhole(t, join(folder, 'new', 'leech'));
	t.deepEqual(readdirSync(join(folder, 'new', 'leech')), ['two files']);
	t.is(statSync(join(home, 'state', 'unchoke')).mode & 0o777, 0o700);

	const lines = jsonLines(result);
	const types = lines.map(({type}) => type);
	t.is(types[0], 'torrent');
	t.is(types.at(-1), 'complete');
	t.true(types.includes('progress') && types.includes('peer') && types.includes('log'));
	const progress = lines.findLast(({type}) => type === 'progress');
	t.is(progress?.['haveBytes'], 370_001);
	t.regex(readFileSync(join(folder, 'log.txt'), 'utf8'), /^20\S+Z info {2}.*127\.0\.0\.1/m);

	// Once more: it is whole, so it is checked and that is all.
	const again = await runCli(t, argv, options);
	t.is(again.status, 0);
	t.regex(again.sentence, /two files was complete already: 370 kB checked/);

	seeder.child.kill('SIGINT');
	const {status, sentence} = await seeder.end;
	t.is(status, 130);
	t.regex(
		sentence,
		/interrupted while seeding; two files was complete already: 370 kB checked, 370 kB sent, in /,
	);
});

test('several torrents run at once, each told as it ends', async t => {
	const folder = temporaryFolder(t);
	for (const [name, seed] of [
		['a', 3],
		['b', 4],
	] as const) {
		const one = [{path: [name], bytes: someBytes(50_000, seed)}] as const;
		writePayload(folder, one);
		writeFileSync(join(folder, `${name}.torrent`), payloadTorrent(one));
	}
	const argv = ['get', 'a.torrent', 'b.torrent', './a.torrent', '--port', '0', ...local];
	const result = await runCli(t, argv, {cwd: folder});
	t.is(result.status, 0, result.stderr);
	t.regex(result.stderr, /^a was complete already: 50 kB checked/m);
	t.regex(result.stderr, /^b was complete already: 50 kB checked/m);
	t.is(result.sentence, `unchoke: 2 torrents are complete, in ${folder}`);
});

test('--files takes only what it lists', async t => {
	const {folder, peer} = await swarm(t);
	const argv = ['get', 'x.torrent', '-d', 'some', '--port', '0', '--peer', peer, '--files', '1'];
	const result = await runCli(t, [...argv, ...local], {cwd: folder});
	t.is(result.status, 0, result.stderr);
	const wanted = readFileSync(join(folder, 'some', 'two files', 'sub', '二.bin'));
	t.deepEqual(new Uint8Array(wanted), payload[1].bytes);
	t.deepEqual(readdirSync(join(folder, 'some', 'two files')), ['sub']);
});

test('--timeout gives up with 3, a signal ends with 130; both say where the data is', async t => {
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, 'x.torrent'), payloadTorrent(payload));
	const argv = ['get', 'x.torrent', '--port', '0', ...local];
	const result = await runCli(t, [...argv, '--timeout', '200ms', '--json'], {cwd: folder});
	refused(t, result, 3, 'gave up after', '0.0 % of two files', folder);
	t.is(jsonLines(result).at(-1)?.type, 'failed');

	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		const {child, end, said} = startCli(t, [...argv, '--json'], {cwd: folder});
		await said(/"type":"progress"/);
		child.kill(signal);
		refused(t, await end, 130, 'interrupted with 0.0 % of two files', folder);
	}
});

test('a reader of --json that goes away ends the download without a fuss', async t => {
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, 'x.torrent'), payloadTorrent(payload));
	const argv = ['get', 'x.torrent', '--port', '0', '--json', ...local];
	const {child, end, said} = startCli(t, argv, {cwd: folder});
	await said(/"type":"torrent"/);
	child.stdout?.destroy();
	refused(t, await end, 1, 'nobody reads stdout any more');
});

test('a port in use is told, and the next one is taken', async t => {
	const {folder, peer} = await swarm(t);
	const port = peer.split(':')[1] ?? '';
	const argv = ['get', 'x.torrent', '-d', 'other', '--port', port, '--peer', peer, ...local];
	const result = await runCli(t, argv, {cwd: folder});
	t.is(result.status, 0, result.stderr);
	t.regex(result.stderr, new RegExp(`Port ${port} is in use`));
});

test('a tracker that answers rubbish stops nothing', async t => {
	const server = createServer((_, response) => response.end('<html>no'));
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	t.teardown(() => server.close());
	const {folder, peer} = await swarm(t);
	const tracker = `http://127.0.0.1:${(server.address() as AddressInfo).port}/announce`;
	const argv = ['get', 'x.torrent', '-d', 'a', '--port', '0', '--peer', peer, '--tracker', tracker];
	t.is((await runCli(t, [...argv, ...local], {cwd: folder})).status, 0);
});

test('bad usage and bad input end with 2 and one sentence that names it', async t => {
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, 'x.torrent'), sampleTorrent({trackers: []}));
	writeFileSync(join(folder, 'file'), 'a file');
	writeFileSync(join(folder, 'bad.toml'), 'prot = 1\n');
	const magnet = `magnet:?xt=urn:btih:${'a'.repeat(40)}`;
	const cases: ReadonlyArray<readonly [readonly string[], ...string[]]> = [
		[['file'], 'file', 'not a torrent file'],
		[['missing.torrent'], 'missing.torrent', 'does not exist'],
		[['.'], 'it is a folder'],
		[[magnet], 'magnet link', 'metadata'],
		[['b'.repeat(40)], 'b'.repeat(40), 'metadata'],
		[['x.torrent', '--dir', 'file'], '/file', 'file'],
		[['x.torrent', '--dir', 'file/below'], 'file/below', 'not a folder'],
		[['x.torrent', '--files', '2'], '--files', '0–1'],
		[['x.torrent', '--files', 'a-b'], '--files', '0,3-5'],
		[['x.torrent', 'x.torrent', '--files', '0'], '--files', 'one torrent'],
		[['x.torrent', '--peer', '::1:6881'], '--peer', '[::1]:6881', '::1:6881'],
		[['x.torrent', '--peer', '1.2.3.4:99999'], '--peer', '1.2.3.4:99999'],
		[['x.torrent', '--tracker', 'ftp://x/'], '--tracker', 'ftp://x/'],
		[['x.torrent', '--timeout', 'soon'], '--timeout', '1h30m', 'soon'],
		[['x.torrent', '--timeout', '0'], '--timeout'],
		[['x.torrent', '--port', '70000'], 'port must be 0–65535, got 70000 (--port)'],
		[['x.torrent', '--encryption', 'no'], 'off, prefer or require', '--encryption'],
		[['x.torrent', '--max-down', 'fast'], 'maxDown', 'fast', '--max-down'],
		[['x.torrent', '--seed-ratio', '-1'], 'seedRatio must be 0–1000000, got -1'],
		[['x.torrent', '--log-level', 'loud'], 'debug, info, warn or error'],
		[
			['x.torrent', '--set', 'connectTimeout=500s'],
			'connectTimeout must be 1–120 s, got 500s (--set)',
		],
		[['x.torrent', '--set', 'conectTimeout=5s'], 'did you mean connectTimeout?'],
		[['x.torrent', '--config', 'bad.toml'], 'bad.toml', 'did you mean port?'],
		[['x.torrent', '--config', 'none.toml'], 'none.toml', 'does not exist'],
		[['x.torrent', '--log', 'no/where.log'], 'no/where.log', 'does not exist'],
		[['x.torrent', '--private'], '--private', 'unchoke create'],
		[['x.torrent', '--sequental'], 'did you mean --sequential?'],
	];
	for (const [argv, ...words] of cases) {
		refused(t, await runCli(t, ['get', ...argv], {cwd: folder}), 2, ...words);
	}
	const env = {UNCHOKE_PORT: 'none'};
	refused(t, await runCli(t, ['get', 'x.torrent'], {cwd: folder, env}), 2, 'UNCHOKE_PORT');
});

test('an address or a disk that fails while running ends with 1', async t => {
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, 'x.torrent'), sampleTorrent({trackers: []}));
	const port = await freePort();
	const url = `http://127.0.0.1:${port}/x.torrent`;
	refused(t, await runCli(t, ['get', url], {cwd: folder}), 1, url, 'connection refused');
});

const canMount = (() => {
	try {
		execFileSync('unshare', ['-m', 'true'], {stdio: 'ignore'});
		return true;
	} catch {
		return false;
	}
})();

// Without the right to mount there is no small disk to fill.
if (canMount) {
	test('a full disk ends with 1, its path, and what fitted stays', async t => {
		const {folder, peer} = await swarm(t);
		mkdirSync(join(folder, 'small'));
		const argv = ['get', 'x.torrent', '-d', 'small', '--port', '0', '--peer', peer, ...local];
		const script =
			'mount -t tmpfs -o size=128k none small && "$@"; status=$?; ls -R small; exit $status';
		const home = temporaryFolder(t);
		let result: {status: number; stdout: string; stderr: string} | undefined;
		try {
			execFileSync(
				'unshare',
				['-m', 'sh', '-c', script, 'sh', process.execPath, cliPath, ...argv],
				{
					cwd: folder,
					env: environment(home),
					encoding: 'utf8',
					stdio: 'pipe',
				},
			);
		} catch (error) {
			result = error as typeof result;
		}
		t.is(result?.status, 1, result?.stderr);
		t.regex(result?.stderr ?? '', /unchoke: .*\/small.*(full|space).*\n$/);
		t.regex(result?.stdout ?? '', /one\.bin/);
	});
}

test('a folder that cannot be made is told with why, exit 2 where the path is wrong', async t => {
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, 'x.torrent'), payloadTorrent(payload));
	writeFileSync(join(folder, 'a file'), '');
	symlinkSync(join(folder, 'gone', 'too'), join(folder, 'dead link'));
	const sentences = {
		'a file': 'something else is there already|a part of the path is not a folder',
		'a file/below': 'a part of the path is not a folder',
		'dead link/below': 'no folder can be made there',
	};
	for (const [dir, why] of Object.entries(sentences)) {
		const {status, stderr} = await runCli(t, ['get', 'x.torrent', '-d', dir, ...local], {
			cwd: folder,
		});
		t.is(status, 2, dir);
		t.regex(stderr, new RegExp(`^unchoke: cannot save in .*${dir}: (${why})\n$`));
	}
});
