import test from 'ava';
import {scenarios} from '../../source/lab/scenarios/all.js';
import {refused, runCli, startCli} from './cli.js';

test('--list has every scenario with what it is', async t => {
	const {status, stdout} = await runCli(t, ['lab', '--list']);
	t.is(status, 0);
	for (const {name, summary} of scenarios) {
		t.true(stdout.includes(name) && stdout.includes(summary), name);
	}
});

test('--headless downloads from the swarm and tells it; a signal ends it', async t => {
	const {child, end, said} = startCli(t, ['lab', '--headless', '--json']);
	await said(/"event":"connected"/);
	child.kill('SIGINT');
	const result = await end;
	refused(t, result, 130, 'the scenario mixed was interrupted');
	t.regex(result.stderr, /^mixed: two seeds.*\n {2}127\.0\.0\.1:\d+ +seed one\n/);
	t.regex(result.stdout, /^\{"type":"torrent"/);
});

test('an unknown scenario names the nearest', async t => {
	refused(t, await runCli(t, ['lab', 'mixt']), 2, 'mixt', 'did you mean mixed?');
});
