import {createSocket} from 'node:dgram';
import test, {type ExecutionContext} from 'ava';
import {HostResolver} from '../../../source/engine/tracker/host-resolver.js';
import {failureOf} from '../../../source/engine/tracker/tracker-failure.js';
import {UdpTrackerClient} from '../../../source/engine/tracker/udp-tracker-client.js';
import {writeUint32} from '../../../source/protocol/big-endian.js';
import {fromHex, toHex} from '../../../source/protocol/hex.js';
import {testCall, testRequest} from './announces.js';
import {type Reply, type SeenPacket, serveUdp} from './udp-tracker-server.js';

const connectionId = fromHex('1122334455667788')!;
const connect: Reply = {action: 0, body: connectionId};
/** Every half hour, 5 leechers, 4 seeds, 127.0.0.1:6881. */
const announced: Reply = {action: 1, body: fromHex('0000070800000005000000047f0000011ae1')!};

const good = ({action}: SeenPacket) => (action === 0 ? connect : announced);

/** Where every packet is counted: a busy machine must not be taken for a lost packet. */
const patientMs = 10_000;

/** Short waits: the rule is that each is twice the one before. */
function makeClient(now = () => 0, firstWaitMs = 40): UdpTrackerClient {
	return new UdpTrackerClient(new HostResolver(now), now, firstWaitMs);
}

const actionsOf = (seen: readonly SeenPacket[]) => seen.map(({action}) => action);

async function failureFrom(t: ExecutionContext, reply: (packet: SeenPacket) => Reply) {
	const {url} = await serveUdp(t, reply);
	const call = testCall(url, {signal: AbortSignal.timeout(300)});
	return makeClient()
		.announce(call)
		.catch(() => failureOf(call.signal.reason));
}

test('an announce connects, asks and reads the answer (BEP 15)', async t => {
	const {url, seen} = await serveUdp(t, good);
	const client = makeClient(() => 0, patientMs);
	t.deepEqual(await client.announce(testCall(url)), {
		response: {
			intervalMs: 1_800_000,
			minIntervalMs: null,
			seeds: 4,
			leechers: 5,
			peers: [{host: '127.0.0.1', port: 6881}],
			warning: null,
			trackerId: null,
			externalIp: null,
		},
		httpStatus: null,
		dateSkewMs: null,
	});
	t.deepEqual(actionsOf(seen), [0, 1]);
	t.is(toHex(seen[0]!.bytes.subarray(0, 8)), '0000041727101980');
	t.deepEqual(new Uint8Array(seen[1]!.bytes.subarray(0, 8)), connectionId);
	t.deepEqual(new Uint8Array(seen[1]!.bytes.subarray(16, 36)), testRequest.infoHash);
	t.is(new TextDecoder().decode(seen[1]!.bytes.subarray(100, 109)), '/announce');
	t.not(seen[0]!.transactionId, seen[1]!.transactionId);
	t.deepEqual(client.counts, {out: 2, in: 2});
});

test('a connection id is used for a minute and no longer', async t => {
	let now = 0;
	const {url, seen} = await serveUdp(t, good);
	const client = makeClient(() => now, patientMs);
	for (const at of [0, 59_999, 60_000]) {
		now = at;
		await client.announce(testCall(url));
	}
	t.deepEqual(actionsOf(seen), [0, 1, 1, 0, 1]);
});

test('unanswered packets are sent again, after twice as long each time', async t => {
	const times: number[] = [];
	const {url, seen} = await serveUdp(t, ({action}, count) => {
		times.push(performance.now());
		return count <= 3 ? undefined : good({action} as SeenPacket);
	});
	const start = performance.now();
	const outcome = await makeClient().announce(testCall(url));
	t.like(outcome, {response: {seeds: 4}});
	t.deepEqual(actionsOf(seen), [0, 0, 0, 0, 1]);
	// A timer is never early, but for a millisecond's rounding; how late it is says nothing about us.
	for (const [resent, least] of [40, 40 + 80, 40 + 80 + 160].entries()) {
		t.true(times[resent + 1]! - start > least - 5);
	}
});

test('an announce that stays unanswered is sent again with a new connection id', async t => {
	const {url, seen} = await serveUdp(t, (packet, count) =>
		count === 2 ? undefined : good(packet),
	);
	t.like(await makeClient().announce(testCall(url)), {response: {seeds: 4}});
	t.deepEqual(actionsOf(seen), [0, 1, 0, 1]);
});

test('an old connection id that is refused is replaced before the refusal counts', async t => {
	const {url, seen} = await serveUdp(t, (packet, count) =>
		count === 3 ? {action: 3, body: new TextEncoder().encode('bad id')} : good(packet),
	);
	const client = makeClient(() => 0, patientMs);
	await client.announce(testCall(url));
	t.like(await client.announce(testCall(url)), {response: {seeds: 4}});
	t.deepEqual(actionsOf(seen), [0, 1, 1, 0, 1]);
});

test('the tracker’s refusal is told, to a connect and to an announce', async t => {
	const refusal: Reply = {action: 3, body: new TextEncoder().encode('torrent not registered\0')};
	const told = {failure: 'rejected', message: 'torrent not registered\\x00'};
	t.like(await failureFrom(t, () => refusal), told);
	t.like(await failureFrom(t, ({action}) => (action === 0 ? connect : refusal)), told);
});

test('an answer to another transaction is not taken', async t => {
	const {url, seen} = await serveUdp(t, (packet, count) => {
		const reply = good(packet) as {action: number; body: Uint8Array};
		return count === 1 ? {...reply, transactionId: packet.transactionId ^ 1} : reply;
	});
	t.like(await makeClient().announce(testCall(url)), {response: {seeds: 4}});
	t.deepEqual(actionsOf(seen), [0, 0, 1]);
});

test('an answer from another address or port is not taken', async t => {
	const stranger = createSocket('udp4');
	t.teardown(() => stranger.close());
	const {url, seen} = await serveUdp(t, (packet, count) => {
		if (count > 1) {
			return good(packet);
		}
		const forged = new Uint8Array(9);
		forged[3] = 3;
		writeUint32(forged, 4, packet.transactionId);
		stranger.send(forged, packet.from.port, packet.from.address);
		return undefined;
	});
	t.like(await makeClient().announce(testCall(url)), {response: {seeds: 4}});
	t.deepEqual(actionsOf(seen), [0, 0, 1]);
});

test('a tracker that sends rubbish, or the wrong kind of answer, is told as such', async t => {
	t.like(await failureFrom(t, () => ({raw: [Uint8Array.of(1, 2, 3)]})), {failure: 'invalid'});
	t.like(await failureFrom(t, () => ({action: 2, body: new Uint8Array(12)})), {
		failure: 'invalid',
	});
	t.like(
		await failureFrom(t, ({action}) => (action === 0 ? connect : {action: 0, body: connectionId})),
		{
			failure: 'invalid',
		},
	);
	t.like(await failureFrom(t, () => undefined), {failure: 'timeout'});
});

test('a closed port is told at once, not by a timeout', async t => {
	const {url, stop} = await serveUdp(t, good);
	stop();
	const error = await t.throwsAsync(makeClient(() => 0, patientMs).announce(testCall(url)));
	t.is(failureOf(error).failure, 'refused');
});

test('an IPv6 tracker is asked over IPv6 and gives IPv6 peers', async t => {
	const peer = '000007080000000500000004200101000000000000000000000000010050';
	const {url} = await serveUdp(
		t,
		({action}) => (action === 0 ? connect : {action: 1, body: fromHex(peer)!}),
		'::1',
	);
	const outcome = await makeClient().announce(testCall(url, {family: 6}));
	t.like(outcome, {response: {peers: [{host: '2001:100::1', port: 80}]}});
});

test('announces leave from the local address of the call', async t => {
	const {url, seen} = await serveUdp(t, good);
	await makeClient().announce(testCall(url, {localAddress: '127.0.0.9'}));
	t.deepEqual([...new Set(seen.map(({from}) => from.address))], ['127.0.0.9']);
	const error = await t.throwsAsync(
		makeClient().announce(testCall(url, {localAddress: '192.0.2.1'})),
	);
	t.is(failureOf(error).failure, 'unreachable');
});
