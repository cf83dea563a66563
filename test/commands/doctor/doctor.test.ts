import {once} from 'node:events';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {stripVTControlCharacters} from 'node:util';
import test, {type ExecutionContext} from 'ava';
import {refused, runCli, startCli, temporaryFolder} from '../cli.js';
import {onTerminal} from '../on-terminal.js';
import {sampleTorrent} from '../torrents.js';

/** A .torrent that names nobody. */
function torrentFile(t: ExecutionContext): string {
	const path = join(temporaryFolder(t), 'sample.torrent');
	writeFileSync(path, sampleTorrent({trackers: [], webSeeds: []}));
	return path;
}

/** A port of this machine on which somebody listens and says nothing; `close` ends that. */
async function listen(t: ExecutionContext) {
	const server = createServer();
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.teardown(() => server.close());
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	return {port, close: () => server.close()};
}

const quick = ['--port', '0', '--bind', '127.0.0.1', '--set', 'diagnosisTimeScale=0.05'];

test('an address that refuses: the list fills in, then the finding, and exit 1', async t => {
	const {port, close} = await listen(t);
	close();
	const result = await runCli(t, [
		'doctor',
		torrentFile(t),
		...quick,
		...['--peer', `127.0.0.1:${port}`, '--for', '20s'],
	]);
	t.is(result.status, 1, result.stderr);
	t.regex(
		result.stdout,
		/^ +\d+\.\ds {2}✓ Listening {3}port \d+; nobody has connected to us yet$/m,
	);
	t.regex(result.stdout, /^ +\d+\.\ds {2}– Trackers {4}the torrent has none$/m);
	t.regex(result.stdout, /^ +\d+\.\ds {2}■ E06 {2}No source of peers/m);
	t.regex(result.stdout, /^Checklist$/m);
	t.regex(result.stdout, /^ {2}· Reachable {3}\d+ tr(y|ies): \d+ refused/m);
	t.regex(result.stdout, /^ {9}→ Add a tracker \(:tracker \)$/m);
	t.notRegex(result.stdout, /\u001B/);
	t.regex(result.sentence, /^unchoke: sample: E06 No source of peers/);
});

test('--json tells checks and findings as they come, and ends with the report', async t => {
	const result = await runCli(t, [
		'doctor',
		torrentFile(t),
		...quick,
		...['--json', '--for', '20s'],
	]);
	t.is(result.status, 1, result.stderr);
	const lines = result.stdout
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line) as Record<string, unknown>);
	t.is(lines[0]?.['type'], 'torrent');
	const finding = lines.find(({type}) => type === 'finding');
	t.like(finding, {state: 'appeared', id: 'E06', severity: 'error'});
	t.deepEqual(Object.keys(finding!).toSorted(), [
		...['actions', 'evidence', 'headline', 'id', 'infoHash', 'reference', 'severity', 'since'],
		...['state', 'time', 'torrentId', 'type'],
	]);
	t.true((finding!['evidence'] as unknown[]).length > 0);
	t.true(lines.some(({type, id, mark}) => type === 'check' && id === 'trackers' && mark === 'bad'));
	t.like(lines.at(-1), {type: 'report', headline: 'E06', findings: ['E06']});
});

test('without --dir nothing stays: neither in the folder, nor in the state, nor among temporary files', async t => {
	const home = temporaryFolder(t);
	const temporary = temporaryFolder(t);
	const result = await runCli(t, ['doctor', torrentFile(t), ...quick, '--for', '20s'], {
		env: {HOME: home, TMPDIR: temporary},
	});
	t.is(result.status, 1);
	t.deepEqual(readdirSync(temporary), []);
	t.false(readdirSync(home).includes('sample'));
	t.false(readdirSync(home).includes('state'));
});

test('an interruption says what is known so far, with exit 130, and cleans up', async t => {
	const temporary = temporaryFolder(t);
	const {port} = await listen(t);
	const {child, end, said} = startCli(
		t,
		[
			'doctor',
			torrentFile(t),
			...['--port', '0', '--bind', '127.0.0.1', '--peer', `127.0.0.1:${port}`],
		],
		{env: {TMPDIR: temporary}},
	);
	await said(/Listening/);
	child.kill('SIGINT');
	const result = await end;
	refused(t, result, 130, 'interrupted; so far: ');
	t.regex(result.stdout, /^Checklist$/m);
	t.deepEqual(readdirSync(temporary), []);
});

test('what is no torrent, no duration or no flag is exit 2 and one sentence', async t => {
	refused(t, await runCli(t, ['doctor', 'nowhere.torrent']), 2, 'nowhere.torrent');
	refused(t, await runCli(t, ['doctor', torrentFile(t), '--for', 'ever']), 2, '--for', 'ever');
	refused(t, await runCli(t, ['doctor']), 2);
	const bundle = (path: string) => runCli(t, ['doctor', torrentFile(t), '--bundle', path]);
	refused(t, await bundle('/nowhere/x.txt'), 2, 'cannot write the help bundle /nowhere/x.txt');
	refused(t, await bundle('/'), 2, 'it is a folder');
	refused(t, await runCli(t, ['doctor', torrentFile(t), '--seed']), 2, '--seed');
});

test('in a terminal the list is drawn over itself, and the report stays', async t => {
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, 'x.torrent'), sampleTorrent({trackers: [], webSeeds: []}));
	const argv = ['doctor', 'x.torrent', ...quick, '--for', '20s', '--peer', '127.0.0.1:1'];
	argv.push('--bundle', 'bundle.txt');
	const {status, text} = await onTerminal(t, argv, folder).end;
	t.is(status, 1);
	const [live = '', report = ''] = text.split('Checklist');
	t.regex(live, /Looking at the swarm: \d+ s of at most 20s/);
	// The cursor goes up to draw it again, and colours stand in both.
	t.regex(live, /\u001B\[\d+A/);
	t.regex(report, /\u001B\[[\d;]+m■/);
	const plain = stripVTControlCharacters(report).replaceAll('\r', '');
	t.regex(plain, /^ {2}■ Trackers {4}the torrent has none$/m);
	t.regex(plain, /^ {2}■ E06 {2}No source of peers/m);
	t.true(plain.split('\n').every(line => line.length <= 100));
	t.false(text.endsWith('\u001B[?25l'));
	// What is sent to somebody else has none of the colours.
	t.notRegex(readFileSync(join(folder, 'bundle.txt'), 'utf8'), /\u001B/);
});

test('NO_COLOR takes the colours away, not the marks', async t => {
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, 'x.torrent'), sampleTorrent({trackers: [], webSeeds: []}));
	const argv = ['doctor', 'x.torrent', ...quick, '--for', '20s', '--no-color'];
	const {text} = await onTerminal(t, argv, folder).end;
	t.notRegex(text, /\u001B\[(3|9|38;|48;)\d/);
	t.regex(text, /■/);
});
