import {readdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {type CliRun, runCli, startCli, temporaryFolder} from '../cli.js';
import {sampleTorrent} from '../torrents.js';

const local = ['--port', '0', '--bind', '127.0.0.1'];

/** Somebody who has a torrent and runs it in `d`. */
async function runningSomewhere(t: ExecutionContext) {
	const home = temporaryFolder(t);
	writeFileSync(join(home, 'films.torrent'), sampleTorrent({trackers: [], webSeeds: []}));
	const env = {HOME: home};
	const start = (...argv: string[]): CliRun =>
		startCli(t, [...argv, 'films.torrent', ...local], {env, cwd: home});
	const run = (...argv: string[]) =>
		runCli(t, [...argv, 'films.torrent', ...local], {env, cwd: home});
	const first = start('get', '--json', '-d', 'd');
	await first.said(/"type":"progress"/);
	const claims = () => readdirSync(join(home, 'state', 'unchoke', 'running'));
	return {home, start, run, first, claims};
}

test('a torrent that another program runs in the same folder is refused, and said who has it', async t => {
	const {home, run, first, claims} = await runningSomewhere(t);
	symlinkSync('d', join(home, 'link'));
	const {pid} = first.child;
	const sentence = `unchoke: sample is already running in another unchoke (process ${pid}), in this folder: look at it with unchoke doctor films.torrent`;
	for (const argv of [
		['get', '-d', 'd'],
		['get', '-d', 'link'],
		['-d', 'd'],
	]) {
		const second = await run(...argv);
		t.is(second.status, 1, argv.join(' '));
		t.is(second.sentence, sentence);
	}
	t.is(claims().length, 1);
	first.child.kill('SIGINT');
	await first.end;
	t.deepEqual(claims(), []);
});

test('the same torrent in another folder may run', async t => {
	const {start, claims} = await runningSomewhere(t);
	await start('get', '--json', '-d', 'elsewhere').said(/"type":"progress"/);
	t.is(claims().length, 2);
});

test('what a killed program left does not count, nor does a claim that was never finished', async t => {
	const {home, start, first, claims} = await runningSomewhere(t);
	first.child.kill('SIGKILL');
	await first.end;
	const [claim] = claims();
	await start('get', '--json', '-d', 'd').said(/"type":"progress"/);
	t.deepEqual(claims(), [claim]);
	// Our own process runs, but did not begin then: the number was given again.
	for (const text of ['', `${process.pid} 1\n`, 'nonsense\n']) {
		writeFileSync(join(home, 'state', 'unchoke', 'running', claim!), text);
		await start('get', '--json', '-d', 'd').said(/"type":"progress"/);
	}
});
