import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import test from 'ava';
import {scenarios} from '../../../source/lab/scenarios/all.js';
import {refused, runCli, startCli, temporaryFolder} from '../cli.js';
import {onTerminal} from '../on-terminal.js';

test('--list has every scenario with what it is', async t => {
	const {status, stdout} = await runCli(t, ['lab', '--list']);
	t.is(status, 0);
	for (const {name, summary} of scenarios) {
		t.true(stdout.includes(name) && stdout.includes(summary), name);
	}
});

test('--list --json is a line a scenario, with the finding it is about', async t => {
	const {stdout} = await runCli(t, ['lab', '--list', '--json']);
	const lines = stdout
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line) as {name: string});
	t.deepEqual(
		lines.map(({name}) => name),
		scenarios.map(({name}) => name),
	);
	t.like(
		lines.find(({name}) => name === 'e29c-all-choke'),
		{type: 'scenario', finding: 'E29c'},
	);
	t.like(
		lines.find(({name}) => name === 'healthy'),
		{finding: null},
	);
});

test('--headless downloads from the swarm and tells it; a signal ends it', async t => {
	const {child, end, said} = startCli(t, ['lab', '--headless', '--json']);
	await said(/"event":"connected"/);
	child.kill('SIGINT');
	const result = await end;
	refused(t, result, 130, 'the scenario mixed was interrupted');
	t.regex(
		result.stderr,
		/^mixed: two seeds.*\n {2}127\.0\.0\.1:\d+ +HTTP tracker\n(.*\n)+ {2}127\.0\.0\.1:\d+ +seed one\n/,
	);
	t.regex(result.stdout, /^\{"type":"torrent"/);
});

test('an unknown scenario names the nearest', async t => {
	refused(t, await runCli(t, ['lab', 'mixt']), 2, 'mixt', 'did you mean mixed?');
});

test('--replay plays the run of a number, with its own data', async t => {
	const play = async (number: string): Promise<string> => {
		const {child, end, said} = startCli(t, ['lab', '--headless', '--json', '--replay', number]);
		await said(/"type":"torrent"/);
		child.kill('SIGINT');
		const {stdout, stderr} = await end;
		t.true(stderr.includes(`(run ${number})`));
		return /"infoHash":"([^"]+)"/.exec(stdout)?.[1] ?? '';
	};

	const [one, again, other] = [await play('7'), await play('7'), await play('8')];
	t.regex(one, /^[\da-f]{40}$/);
	t.is(again, one);
	t.not(other, one);
});

test('a scenario is found by its finding, and headless tells that with its evidence', async t => {
	const {child, end, said} = startCli(t, ['lab', 'E06', '--headless', '--speed', '10']);
	await said(/E06 +No source of peers.*The torrent names no tracker.*→ Add a tracker/s);
	child.kill('SIGINT');
	refused(t, await end, 130, 'the scenario e06-no-source was interrupted');
});

test('an error that the scenario is about does not end it', async t => {
	const line = ['lab', 'e04', '--json', '--speed', '20', '--timeout', '3s'];
	const result = await runCli(t, line);
	refused(t, result, 3, 'e04-cannot-write is not complete', '--timeout');
	t.regex(result.stdout, /"type":"finding".*"state":"appeared".*"id":"E04"/);
});

test('e05 runs in a process with few descriptors, and lives on without them', async t => {
	const {child, end, said} = startCli(t, ['lab', 'e05', '--json']);
	await said(/"type":"finding".*"state":"appeared".*"id":"E05"/);
	child.kill('SIGTERM');
	refused(t, await end, 130, 'e05-descriptors was interrupted');
});

test('--torrent writes a torrent that others find the swarm with, and overwrites none', async t => {
	const folder = temporaryFolder(t);
	const path = join(folder, 'x.torrent');
	const {child, end, said} = startCli(t, ['lab', 'healthy', '--headless', '--torrent', path]);
	await said(/connected/);
	const other = ['get', path, '-d', folder, '--bind', '127.0.0.1', '--port', '0', '--json'];
	const get = startCli(t, other);
	await get.said(/"type":"peer".*Lab seed/);
	get.child.kill('SIGINT');
	child.kill('SIGINT');
	t.is((await get.end).status, 130);
	t.is((await end).status, 130);
	refused(t, await runCli(t, ['lab', '--torrent', path]), 2, 'x.torrent', 'is there already');
});

test('e19 takes the port before our client listens, on the screen too', async t => {
	const folder = temporaryFolder(t);
	const log = join(folder, 'log');
	const {terminal, end} = onTerminal(t, ['lab', 'e19', '--speed', '10', '--log', log], folder);
	// What is drawn comes in pieces; the log has whole lines.
	while (
		!(existsSync(log) && readFileSync(log, 'utf8').includes('E19 Not listening on port 65535'))
	) {
		await sleep(50);
	}
	terminal.write('q');
	t.is((await end).status, 0);
});

test('--speed takes numbers from 1 to 100', async t => {
	for (const number of ['0.5', '101', 'x']) {
		refused(t, await runCli(t, ['lab', `--speed=${number}`]), 2, '--speed', number);
	}
});

test('--replay takes whole numbers', async t => {
	for (const number of ['-1', '1.5', 'x', '4294967296']) {
		refused(t, await runCli(t, ['lab', `--replay=${number}`]), 2, '--replay', number);
	}
});
