import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {UsageError} from '../../source/commands/exit.js';
import {givenTrace} from '../../source/commands/given-trace.js';
import {readCapture} from '../engine/trace/capture.js';
import {refused, runCli, startCli, temporaryFolder} from './cli.js';

test('a file alone traces every peer, within a limit', async t => {
	const trace = join(temporaryFolder(t), 't.pcapng');
	t.deepEqual(await givenTrace({trace}), {path: trace, peer: null, limit: 256_000_000});
	t.is(await givenTrace({}), undefined);
});

test('a peer is an address with its port or without', async t => {
	const trace = join(temporaryFolder(t), 't.pcapng');
	const peerOf = async (tracePeer: string) => (await givenTrace({trace, tracePeer}))?.peer;
	t.deepEqual(await peerOf('192.0.2.7'), {host: '192.0.2.7', port: null});
	t.deepEqual(await peerOf('192.0.2.7:6881'), {host: '192.0.2.7', port: 6881});
	t.deepEqual(await peerOf('2001:db8::7'), {host: '2001:db8::7', port: null});
	t.deepEqual(await peerOf('[2001:db8::7]'), {host: '2001:db8::7', port: null});
	t.deepEqual(await peerOf('[2001:db8::7]:6881'), {host: '2001:db8::7', port: 6881});
	for (const wrong of ['name.example:6881', '192.0.2.7:0', '', '192.0.2']) {
		await t.throwsAsync(peerOf(wrong), {instanceOf: UsageError}, wrong);
	}
});

test('a limit is a size', async t => {
	const trace = join(temporaryFolder(t), 't.pcapng');
	t.is((await givenTrace({trace, traceLimit: '2M'}))?.limit, 2_000_000);
	for (const traceLimit of ['1K', 'much', '-1']) {
		await t.throwsAsync(givenTrace({trace, traceLimit}), {instanceOf: UsageError}, traceLimit);
	}
});

test('what goes with a trace needs one', async t => {
	await t.throwsAsync(givenTrace({tracePeer: '192.0.2.7'}), {instanceOf: UsageError});
	await t.throwsAsync(givenTrace({traceLimit: '1M'}), {instanceOf: UsageError});
});

test('a trace that cannot be written is told before anything is joined', async t => {
	const folder = temporaryFolder(t);
	const path = join(folder, 'nowhere', 't.pcapng');
	const result = await runCli(t, ['lab', '--headless', '--trace', path]);
	refused(t, result, 2, 'cannot write the trace', path);
});

test('a run writes its peers’ messages, the handshake first', async t => {
	const path = join(temporaryFolder(t), 't.pcapng');
	writeFileSync(path, 'something old');
	const {child, end, said} = startCli(t, ['lab', '--headless', '--json', '--trace', path]);
	await said(/"availability":"all"/);
	child.kill('SIGINT');
	await end;
	const {program, packets} = readCapture(readFileSync(path));
	t.regex(program ?? '', /^unchoke \d/);
	const payloads = packets.map(({data}) => data.subarray(20 + (data[32]! >> 4) * 4));
	const handshakes = payloads.filter(payload =>
		payload.subarray(1, 20).equals(Buffer.from('BitTorrent protocol')),
	);
	t.true(handshakes.length >= 2);
	t.true(
		payloads.some(payload => payload[4] === 2 && payload.length === 5),
		'interested',
	);
});
