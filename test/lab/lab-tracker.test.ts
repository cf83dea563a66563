import {createSocket} from 'node:dgram';
import test, {type ExecutionContext} from 'ava';
import {LabClock} from '../../source/lab/lab-clock.js';
import {LabTracker} from '../../source/lab/lab-tracker.js';
import type {TrackerPlan} from '../../source/lab/scenario.js';

const infoHash = '%01%02abcdefghijklmnop%FE%FF';

async function start(
	t: ExecutionContext,
	plan: TrackerPlan,
	timeScale = 0.001,
): Promise<LabTracker> {
	const clock = new LabClock(timeScale);
	const tracker = await LabTracker.start({
		plan,
		clock,
		listed: () => [
			{host: '127.0.0.1', port: 258, isSeed: true},
			{host: '::1', port: 772, isSeed: false},
		],
	});
	t.teardown(() => {
		tracker.stop();
		clock.stop();
	});
	return tracker;
}

async function announce(tracker: LabTracker, more = ''): Promise<string> {
	const response = await fetch(
		`${tracker.url}?info_hash=${infoHash}&peer_id=aaaaaaaaaaaaaaaaaaaa&port=1000&left=5${more}`,
	);
	return Buffer.from(await response.arrayBuffer()).toString('latin1');
}

test('an HTTP tracker tells the scenario’s peers of both families, and those who announced', async t => {
	const tracker = await start(t, {}, 1);
	const [v4, v6] = ['\x7f\0\0\x01\x01\x02', `${'\0'.repeat(15)}\x01\x03\x04`];
	t.is(
		await announce(tracker),
		`d8:completei1e10:incompletei2e8:intervali60e5:peers6:${v4}6:peers618:${v6}e`,
	);
	const other = await fetch(`${tracker.url}?info_hash=${infoHash}&port=1002&left=0`);
	t.true((await other.text()).startsWith('d8:completei2e10:incompletei2e'));
	t.true((await announce(tracker)).includes(`5:peers12:${v4}\x7f\0\0\x01\x03\xea6:`));
	t.is(tracker.announces.length, 3);
	t.is(tracker.announces[0]?.infoHash, '01026162636465666768696a6b6c6d6e6f70feff');
	t.deepEqual(tracker.announces[0]?.address, {host: '127.0.0.1', port: 1000});
});

test('who stopped is told to nobody any more, and a seed is not told of seeds', async t => {
	const tracker = await start(t, {answers: 'peers'});
	await fetch(`${tracker.url}?info_hash=${infoHash}&port=1001&left=0`);
	t.true((await announce(tracker)).includes('\x7f\0\0\x01\x03\xe9'));
	const seed = await fetch(`${tracker.url}?info_hash=${infoHash}&port=1002&left=0`);
	t.false(
		Buffer.from(await seed.arrayBuffer())
			.toString('latin1')
			.includes('\x03\xe9'),
	);
	await fetch(`${tracker.url}?info_hash=${infoHash}&port=1001&left=0&event=stopped`);
	t.false((await announce(tracker)).includes('\x03\xe9'));
});

test('an HTTP tracker fails as its plan says', async t => {
	const failure = await start(t, {answers: {failure: 'unregistered torrent'}});
	t.is(await announce(failure), 'd14:failure reason20:unregistered torrente');
	const broken = await start(t, {answers: {status: 503}});
	t.is((await fetch(`${broken.url}?info_hash=a&port=1`)).status, 503);
	t.true((await announce(await start(t, {answers: 'rubbish'}))).startsWith('<html>'));
	t.regex(await announce(await start(t, {answers: 'nobody'})), /5:peers0:6:peers60:/);
	t.regex(await announce(await start(t, {answers: 'only-you'})), /5:peers6:\x7f\0\0\x01\x03\xe8/);
	await t.throwsAsync(announce(await start(t, {answers: 'hang-up'})));
	await t.throwsAsync(announce(await start(t, {answers: 'refuses'})));
	const silent = await start(t, {answers: 'silence'});
	await t.throwsAsync(fetch(`${silent.url}?info_hash=a&port=1`, {signal: AbortSignal.timeout(50)}));
});

test('a tracker says in words what it answers', async t => {
	const wordsOf = async (plan: TrackerPlan) => (await start(t, plan)).words;
	t.is(await wordsOf({}), 'HTTP tracker');
	t.is(await wordsOf({protocol: 'udp', answers: 'silence'}), 'UDP tracker that never answers');
	t.is(await wordsOf({answers: {failure: 'who are you'}}), 'HTTP tracker: “who are you”');
	t.is(await wordsOf({answers: {status: 503}}), 'HTTP tracker: HTTP 503');
	t.is(await wordsOf({clockAhead: 60}), 'HTTP tracker, its clock 60 s ahead of ours');
});

test('a tracker’s clock goes as its plan says', async t => {
	const dateOf = async (plan: TrackerPlan) => {
		const {headers} = await fetch(`${(await start(t, plan)).url}?info_hash=a&port=1`);
		return Date.parse(headers.get('date') ?? '') - Date.now();
	};

	t.true(Math.abs(await dateOf({})) < 60_000);
	t.true(Math.abs((await dateOf({clockAhead: -7200})) + 7_200_000) < 60_000);
});

test('a tracker changes its mind when its plan says so', async t => {
	const tracker = await start(t, {answers: 'refuses', changes: [[30, {failure: 'back, but no'}]]});
	await t.throwsAsync(announce(tracker));
	await new Promise(resolve => {
		setTimeout(resolve, 60);
	});
	t.is(await announce(tracker), 'd14:failure reason12:back, but noe');
});

/** One packet there and one back. */
async function ask(tracker: LabTracker, packet: Uint8Array): Promise<string> {
	const socket = createSocket('udp4');
	const {promise, resolve} = Promise.withResolvers<string>();
	socket.on('message', reply => {
		resolve(reply.toString('hex'));
	});
	socket.send(packet, Number(new URL(tracker.url).port), '127.0.0.1');
	const timer = setTimeout(resolve, 300, 'nothing');
	const answer = await promise;
	clearTimeout(timer);
	socket.close();
	return answer;
}

function announcePacket(connectionId: string): Uint8Array {
	const packet = Buffer.alloc(98);
	packet.write(connectionId, 0, 'hex');
	packet.writeUInt32BE(1, 8);
	packet.writeUInt32BE(0xab_cd, 12);
	packet.fill(7, 16, 36);
	packet.writeUInt32BE(5, 68);
	packet.writeUInt32BE(2, 80);
	packet.writeInt32BE(-1, 92);
	packet.writeUInt16BE(1000, 96);
	return packet;
}

const connectPacket = Buffer.from('0000041727101980' + '00000000' + '0000abcd', 'hex');

test('a UDP tracker answers connect and announce (BEP 15)', async t => {
	const tracker = await start(t, {protocol: 'udp'}, 1);
	const connected = await ask(tracker, connectPacket);
	t.is(connected.slice(0, 16), '00000000' + '0000abcd');
	const answer = await ask(tracker, announcePacket(connected.slice(16)));
	t.is(answer, '00000001' + '0000abcd' + '0000003c' + '00000002' + '00000001' + '7f0000010102');
	t.is(tracker.announces[0]?.event, 'started');
	t.is(tracker.announces[0]?.left, 5);
});

test('a UDP tracker refuses a wrong connection id, and fails as its plan says', async t => {
	const tracker = await start(t, {protocol: 'udp', answers: {failure: 'no'}});
	t.is(
		await ask(tracker, announcePacket('0000000000000001')),
		`000000030000abcd${hex('unknown connection id')}`,
	);
	const connected = await ask(tracker, connectPacket);
	t.is(await ask(tracker, announcePacket(connected.slice(16))), `000000030000abcd${hex('no')}`);
	const silent = await start(t, {protocol: 'udp', answers: 'silence'});
	const id = (await ask(silent, connectPacket)).slice(16);
	t.is(await ask(silent, announcePacket(id)), 'nothing');
});

function hex(text: string): string {
	return Buffer.from(text).toString('hex');
}
