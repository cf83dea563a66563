import {mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {readBundle} from '../../../source/commands/bundle/read-bundle.js';
import {refused, runCli, startCli, temporaryFolder} from '../cli.js';
import {sampleTorrent} from '../torrents.js';

test('doctor looks at a torrent where it runs already, without joining the swarm again', async t => {
	const home = temporaryFolder(t);
	const torrent = join(home, 'sample.torrent');
	writeFileSync(torrent, sampleTorrent({trackers: [], webSeeds: []}));
	const env = {HOME: home, XDG_RUNTIME_DIR: join(home, 'r')};
	const own = ['--port', '0', '--bind', '127.0.0.1', '--set', 'diagnosisTimeScale=0.05'];
	const running = startCli(t, ['get', torrent, ...own, '--json', '--dir', join(home, 'd')], {env});
	await running.said(/"id":"E06"/);
	const sockets = join(home, 'r', 'unchoke');
	t.deepEqual(readdirSync(sockets), [`${running.child.pid}.sock`]);
	// A crash left this one.
	writeFileSync(join(sockets, '2147483646.sock'), '');

	const bundle = join(home, 'bundle.txt');
	const look = await runCli(t, ['doctor', torrent, '--bundle', bundle], {env});
	t.is(look.status, 1, look.stderr);
	t.regex(look.stdout, new RegExp(`^Process ${running.child.pid} runs this torrent: `));
	t.regex(look.stdout, /■ E06 {2}No source of peers/);
	t.regex(look.sentence, /^unchoke: sample: E06 /);
	const {state} = await readBundle(bundle);
	t.is(state.torrentIdentities.get(1)?.dir, '~/d');
	t.deepEqual(readdirSync(sockets), [`${running.child.pid}.sock`]);

	const json = await runCli(t, ['doctor', torrent, '--json', '--for', '1s'], {env});
	t.regex(json.stdout, /"type":"finding".*"state":"appeared".*"id":"E06"/);
	t.regex(json.stdout.trimEnd().split('\n').at(-1) ?? '', /"type":"report".*"headline":"E06"/);

	const {infoHash} = JSON.parse(json.stdout.split('\n')[0] ?? '') as {infoHash: string};
	const byHash = await runCli(t, ['doctor', infoHash, '--json', '--for', '1s'], {env});
	t.is(byHash.status, 1, byHash.stderr);
	const untimed = ({stdout}: {stdout: string}) =>
		(stdout.split('\n')[0] ?? '').replace(/"time":"[^"]*"/, '');
	t.is(untimed(byHash), untimed(json));
	t.regex(byHash.sentence, /^unchoke: sample: E06 /);
	const link = await runCli(t, ['doctor', `magnet:?xt=urn:btih:${infoHash}`, '-d', home], {env});
	t.is(link.status, 1);
	t.regex(link.stdout, /looking at it there, without --dir \(--no-attach/);
	refused(t, await runCli(t, ['doctor', infoHash, '--no-attach'], {env}), 2, 'needs metadata');

	const apart = await runCli(t, ['doctor', torrent, ...own, '--no-attach', '--for', '10s'], {env});
	t.notRegex(apart.stdout, /runs this torrent/);
	running.child.kill('SIGINT');
	await running.end;
	t.deepEqual(readdirSync(sockets), []);
});

test('a folder of sockets that cannot be made hinders nobody', async t => {
	const home = temporaryFolder(t);
	const torrent = join(home, 'sample.torrent');
	writeFileSync(torrent, sampleTorrent({trackers: [], webSeeds: []}));
	writeFileSync(join(home, 'r'), '');
	mkdirSync(join(home, 'd'));
	const result = await runCli(
		t,
		['get', torrent, '--port', '0', '--bind', '127.0.0.1', '--timeout', '1s', '--dir', 'd'],
		{env: {HOME: home, XDG_RUNTIME_DIR: join(home, 'r')}, cwd: home},
	);
	refused(t, result, 3, 'gave up after 1');
});
