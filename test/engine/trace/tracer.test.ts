import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import type {TraceOptions} from '../../../source/engine/trace/tracer.js';
import {Tracer} from '../../../source/engine/trace/tracer.js';
import {temporaryFolder} from '../../commands/cli.js';
import {readCapture} from './capture.js';
import {conversation, handshake, message, piece, request} from './conversation.js';

interface Talk {
	readonly host: string;
	readonly port: number;
	readonly isIncoming?: boolean;
}

/** A trace of a conversation with each of these peers. */
async function trace(t: ExecutionContext, peers: readonly Talk[], peer: TraceOptions['peer']) {
	const path = join(temporaryFolder(t), 'trace.pcapng');
	const tracer = new Tracer({path, limit: 10_000_000, peer}, 'unchoke test', () => {});
	for (const {host, port, isIncoming = false} of peers) {
		const localAddress = host.includes(':') ? '2001:db8::1' : '192.0.2.1';
		const connection = tracer.follow(
			{localAddress, localPort: 40_000 + port},
			{address: {host, port}, isIncoming},
			performance.now(),
		);
		connection?.handleSent(handshake, performance.now());
		connection?.handleReceived(conversation, performance.now());
		connection?.handleReceived(message(5, new Uint8Array(100_000)), performance.now());
		connection?.handleSent(Buffer.concat([message(2), request, request]), performance.now());
		connection?.handleReceived(piece.subarray(0, 4000), performance.now());
		connection?.handleClosed(false, 'closed-by-peer: early eof', performance.now());
	}
	tracer.handleUnreached({host: '192.0.2.77', port: 9}, 'connect-refused', performance.now());
	await tracer.close();
	return path;
}

const both: readonly Talk[] = [
	{host: '192.0.2.9', port: 6881},
	{host: '2001:db8::9', port: 6882, isIncoming: true},
];

test('times are those of the wall clock', async t => {
	const {packets} = readCapture(readFileSync(await trace(t, both, null)));
	const nowMicros = Date.now() * 1000;
	t.true(packets.every(({epochMicros}) => Math.abs(epochMicros - nowMicros) < 60e6));
});

test('an address that could not be reached stands there with the reason', async t => {
	const {packets} = readCapture(readFileSync(await trace(t, [], null)));
	t.is(packets.length, 1);
	t.is(packets[0]?.comment, 'connect-refused');
});

test('only the peer that is asked for is traced, by its address or with its port', async t => {
	const count = async (host: string, port: number | null) =>
		readCapture(readFileSync(await trace(t, both, {host, port}))).packets.length;
	const one = await count('192.0.2.9', null);
	t.true(one > 0);
	t.is(await count('192.0.2.9', 6881), one);
	t.is(await count('192.0.2.9', 6882), 0);
	t.true((await count('2001:DB8:0::9', null)) > 0);
	t.is(await count('192.0.2.8', null), 0);
});

/** What tshark reads in a capture; undefined where there is no tshark. */
function readWithTshark(path: string, ...how: readonly string[]): string[] | undefined {
	try {
		return execFileSync('tshark', ['-r', path, ...how], {
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		})
			.trim()
			.split('\n');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
			return undefined;
		}
		throw error;
	}
}

test('tshark reads every message, and finds nothing malformed and no wrong checksum', async t => {
	const path = await trace(t, both, null);
	const types = readWithTshark(path, '-T', 'fields', '-e', 'bittorrent.msg.type');
	if (types === undefined) {
		t.log('not read by tshark: it is not installed here');
		t.pass();
		return;
	}
	const counts = new Map<string, number>();
	for (const type of types.flatMap(line => line.split(',')).filter(type => type !== '')) {
		counts.set(type, (counts.get(type) ?? 0) + 1);
	}
	// Of each peer: unchoke, request, piece, have and bitfield in; interested and two requests out.
	t.deepEqual(Object.fromEntries(counts), {1: 2, 2: 2, 4: 2, 5: 2, 6: 6, 7: 2});
	t.deepEqual(readWithTshark(path, '-Y', '_ws.malformed || tcp.analysis.lost_segment'), ['']);
	const checked = ['-o', 'tcp.check_checksum:TRUE', '-o', 'ip.check_checksum:TRUE'];
	t.deepEqual(
		readWithTshark(path, ...checked, '-Y', 'tcp.checksum.status == 0 || ip.checksum.status == 0'),
		[''],
	);
	const indices = readWithTshark(
		path,
		'-Y',
		'bittorrent.msg.type == 7',
		'-T',
		'fields',
		'-e',
		'bittorrent.piece.index',
	);
	t.deepEqual(indices, ['0x00000003', '0x00000003']);
	const comments = readWithTshark(
		path,
		'-Y',
		'frame.comment',
		'-T',
		'fields',
		'-e',
		'frame.comment',
	);
	t.true(comments?.includes('closed-by-peer: early eof'));
});
