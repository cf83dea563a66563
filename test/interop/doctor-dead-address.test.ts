import {spawnSync} from 'node:child_process';
import {examineSwarm} from './examined.js';
import {loopbackTests} from './loopback-test.js';

const test = loopbackTests(import.meta.filename);

test('doctor tells an address that refuses from a firewall', [], async t => {
	const {status, appeared, output} = await examineSwarm(t, {
		listed: [{host: '10.77.0.99', port: 6881}],
	});
	t.is(status, 0, output);
	t.deepEqual(appeared, ['E14b warn'], output);
	t.regex(output, /unchoke: nothing of sample has come yet: E14b Peer list is stale: /);
	t.regex(output, /^ {16}10\.77\.0\.99:6881: connection refused, \d tries$/m);
});

test('doctor tells an address to which there is no way', [], async t => {
	const {status, appeared, output} = await examineSwarm(t, {
		listed: [{host: '10.99.0.9', port: 6881}],
	});
	t.is(status, 1, output);
	t.deepEqual(appeared, ['E14 error'], output);
	t.regex(output, /^ {16}10\.99\.0\.9:6881: network or host unreachable, \d tries$/m);
});

test('doctor tells an address that never answers', [], async t => {
	// What is sent there comes back to a machine that is not it, and is thrown away.
	spawnSync('ip', ['route', 'add', '10.88.0.0/24', 'dev', 'lo']);
	const {status, appeared, output} = await examineSwarm(t, {
		listed: [{host: '10.88.0.9', port: 6881}],
		flags: ['--set', 'connectTimeout=2s'],
	});
	t.is(status, 1, output);
	t.deepEqual(appeared, ['E14 error'], output);
	t.regex(output, /^ {16}10\.88\.0\.9:6881: no answer to our connection/m);
});
