import {connect} from 'node:net';
import test, {type ExecutionContext} from 'ava';
import {LabClock} from '../../source/lab/lab-clock.js';
import {LabContent} from '../../source/lab/lab-content.js';
import {LabRandom} from '../../source/lab/lab-random.js';
import type {PeerPlan} from '../../source/lab/scenario.js';
import {ScriptedPeer} from '../../source/lab/scripted-peer.js';
import {countBits} from '../../source/protocol/bitfield.js';
import {TestClient} from './test-client.js';

const content = await LabContent.make(
	{name: 'x', pieceLength: 16_384, files: [{path: ['x'], length: 16_384 * 19 + 1}]},
	1,
);

async function start(t: ExecutionContext, plan: Omit<PeerPlan, 'name'>): Promise<ScriptedPeer> {
	const clock = new LabClock(0.001);
	const random = new LabRandom(1).fork('peer');
	const peer = new ScriptedPeer({
		name: 'peer',
		plan: {name: 'peer', ...plan},
		content,
		clock,
		random,
	});
	await peer.start();
	t.teardown(() => {
		peer.leave();
		clock.stop();
	});
	return peer;
}

function join(t: ExecutionContext, peer: ScriptedPeer, isFast = true): TestClient {
	const client = TestClient.connect(peer, content.infoHash, isFast);
	t.teardown(() => {
		client.close();
	});
	return client;
}

test('a seed says HAVE_ALL, unchokes who is interested, and sends what is asked', async t => {
	const peer = await start(t, {});
	const client = join(t, peer);
	await client.hear('extended');
	t.deepEqual(client.types(), ['handshake', 'haveAll', 'extended']);
	client.send({type: 'interested'});
	await client.hear('unchoke');
	client.send(
		{type: 'request', index: 3, begin: 0, length: 16_384},
		{type: 'request', index: 19, begin: 0, length: 1},
	);
	t.deepEqual((await client.hear('piece')).body, content.read(3, 0, 16_384));
	t.deepEqual((await client.hear('piece', 2)).body, content.read(19, 0, 1));
	t.is(peer.counts.blocksSent, 2);
});

test('without Fast a seed sends a bitfield without spare bits', async t => {
	const client = join(t, await start(t, {}), false);
	const {bits} = await client.hear('bitfield');
	t.deepEqual([...bits], [0xff, 0xff, 0xf0]);
});

test('what a peer has is a share drawn by the seed, or a stretch', async t => {
	const share = await join(t, await start(t, {has: 0.5})).hear('bitfield');
	t.is(countBits(share.bits), 10);
	const stretch = await join(t, await start(t, {has: [0.5, 1]})).hear('bitfield');
	t.deepEqual([...stretch.bits], [0, 0x3f, 0xf0]);
	await join(t, await start(t, {has: 'none'})).hear('haveNone');
	const silentlyEmpty = join(t, await start(t, {has: 'none'}), false);
	await silentlyEmpty.hear('extended');
	t.false(silentlyEmpty.types().includes('bitfield'));
});

test('a peer may tell its pieces as HAVEs, or nothing at all', async t => {
	const client = join(t, await start(t, {has: [0, 0.1], tells: 'haves'}));
	await client.hear('extended');
	t.deepEqual(client.types(), ['handshake', 'have', 'have', 'extended']);
	const silent = join(t, await start(t, {tells: 'nothing', unchokes: 'never'}));
	await silent.hear('handshake');
	silent.send({type: 'interested'}, {type: 'keepAlive'});
	await new Promise(resolve => {
		setTimeout(resolve, 50);
	});
	t.deepEqual(silent.types(), ['handshake']);
});

test('a peer that keeps choking never unchokes, and rejects every request', async t => {
	const client = join(t, await start(t, {unchokes: 'never'}));
	client.send({type: 'interested'}, {type: 'request', index: 0, begin: 0, length: 16_384});
	await client.hear('rejectRequest');
	t.false(client.types().includes('unchoke'));
});

test('requests out of range, for missing pieces and withdrawn ones are rejected', async t => {
	const client = join(t, await start(t, {has: [0, 0.5], uploads: 1}));
	client.send({type: 'interested'});
	await client.hear('unchoke');
	client.send(
		{type: 'request', index: 0, begin: 16_384, length: 1},
		{type: 'request', index: 15, begin: 0, length: 16_384},
		{type: 'request', index: 1, begin: 0, length: 16_384},
		{type: 'cancel', index: 1, begin: 0, length: 16_384},
	);
	t.is((await client.hear('rejectRequest')).begin, 16_384);
	t.is((await client.hear('rejectRequest', 2)).index, 15);
	t.is((await client.hear('rejectRequest', 3)).index, 1);
});

test('a liar’s block differs from the truth', async t => {
	const peer = await start(t, {lies: 1});
	const client = join(t, peer);
	client.send({type: 'interested'});
	await client.hear('unchoke');
	client.send({type: 'request', index: 0, begin: 0, length: 16_384});
	const {body} = await client.hear('piece');
	t.notDeepEqual(body, content.read(0, 0, 16_384));
	t.is(peer.counts.corruptBlocksSent, 1);
});

test('a peer that rejects says so to every request while it unchokes us', async t => {
	const peer = await start(t, {rejects: 1});
	const client = join(t, peer);
	client.send({type: 'interested'});
	await client.hear('unchoke');
	client.send({type: 'request', index: 0, begin: 0, length: 16_384});
	await client.hear('rejectRequest');
	t.is(peer.counts.blocksSent, 0);
});

test('a rate holds the blocks back until time has passed', async t => {
	const peer = await start(t, {uploads: 16_384 / 1000});
	const client = join(t, peer);
	client.send({type: 'interested'});
	await client.hear('unchoke');
	client.send(
		{type: 'request', index: 0, begin: 0, length: 16_384},
		{type: 'request', index: 1, begin: 0, length: 16_384},
	);
	await new Promise(resolve => {
		setTimeout(resolve, 20);
	});
	t.is(peer.counts.blocksSent, 0);
	// The scenario runs a thousand times as fast, and so do its rates.
	peer.tick(1);
	await client.hear('piece');
	t.is(peer.counts.blocksSent, 1);
	peer.tick(1);
	await client.hear('piece', 2);
});

test('a flapping peer chokes and unchokes in turns, and refuses what it had not sent', async t => {
	const plan = {
		uploads: 1,
		moves: [
			[5, 'unchoke'],
			[10, 'choke'],
		],
		repeats: 15,
	} as const;
	const client = join(t, await start(t, plan));
	await client.hear('unchoke');
	client.send({type: 'request', index: 0, begin: 0, length: 16_384});
	await client.hear('rejectRequest');
	await client.hear('choke', 2);
	const turns = client
		.types()
		.filter(type => type.includes('choke'))
		.slice(0, 4);
	t.deepEqual(turns, ['unchoke', 'choke', 'unchoke', 'choke']);
});

test('a stalling peer keeps requests waiting until it resumes', async t => {
	const peer = await start(t, {
		moves: [
			[0, 'unchoke'],
			[0, 'stall'],
			[800, 'resume'],
		],
	});
	const client = join(t, peer);
	await client.hear('unchoke');
	client.send({type: 'request', index: 0, begin: 0, length: 16_384});
	for (let waited = 0; waited < 100 && peer.counts.requestsReceived === 0; waited++) {
		await new Promise(resolve => {
			setTimeout(resolve, 2);
		});
	}

	t.is(peer.counts.blocksSent, 0);
	await client.hear('piece');
	t.is(peer.counts.blocksSent, 1);
});

test('a peer finishes, hangs up and leaves when its plan says so', async t => {
	const client = join(
		t,
		await start(t, {
			has: 'none',
			moves: [
				[5, 'finish'],
				[10, 'hang-up'],
			],
		}),
	);
	await client.hear('have', 20);
	await client.hear('closed');
	const leaving = await start(t, {moves: [[5, 'leave']]});
	await join(t, leaving).hear('closed');
	t.true(leaving.isGone);
	t.is((await join(t, leaving).hear('closed')).code, 'ECONNREFUSED');
});

test('connections are refused, reset, ended or left without an answer as the plan says', async t => {
	const refused = join(t, await start(t, {connects: 'refuses'}));
	t.is((await refused.hear('closed')).code, 'ECONNREFUSED');
	const reset = join(t, await start(t, {connects: 'resets'}));
	t.is((await reset.hear('closed')).code, 'ECONNRESET');
	const ended = join(t, await start(t, {connects: 'hangs-up'}));
	t.is((await ended.hear('closed')).code, '');
	t.deepEqual(ended.types(), ['closed']);
	const mute = join(t, await start(t, {connects: 'mute'}));
	const other = join(t, await start(t, {connects: 'other-infohash'}));
	t.notDeepEqual((await other.hear('handshake')).infoHash, content.infoHash);
	t.deepEqual(mute.types(), []);
});

test('rubbish and another torrent’s handshake end the connection', async t => {
	const peer = await start(t, {});
	const stranger = TestClient.connect(
		peer,
		content.infoHash.map(byte => byte ^ 1),
	);
	t.teardown(() => {
		stranger.close();
	});
	await stranger.hear('closed');
	const socket = connect(peer);
	socket.end('GET / HTTP/1.1\r\n\r\n');
	const closed = Promise.withResolvers<void>();
	socket.on('close', () => {
		closed.resolve();
	});
	socket.resume();
	await closed.promise;
	t.is(peer.counts.handshakes, 1);
});

test('a leecher fetches every piece from a seed over a real socket, and checks it', async t => {
	const seed = await start(t, {has: 'all'});
	const leecher = await start(t, {has: 0.2, downloads: 1e9});
	leecher.connect(seed);
	const client = join(t, leecher);
	const {bits} = await client.hear('bitfield');
	t.is(countBits(bits), 4);
	for (let step = 0; step < 200 && !leecher.isComplete; step++) {
		leecher.tick(1);
		await new Promise(resolve => {
			setTimeout(resolve, 5);
		});
	}

	t.true(leecher.isComplete);
	t.is(leecher.counts.blocksReceived, 16);
	await client.hear('have', 16);
});

test('a leecher counts corrupt blocks and asks for the piece again', async t => {
	const liar = await start(t, {lies: 0.5});
	const leecher = await start(t, {has: 'none', downloads: 1e9});
	leecher.connect(liar);
	for (let step = 0; step < 200 && !leecher.isComplete; step++) {
		leecher.tick(1);
		await new Promise(resolve => {
			setTimeout(resolve, 5);
		});
	}

	t.true(leecher.isComplete);
	t.is(leecher.counts.corruptBlocksReceived, liar.counts.corruptBlocksSent);
	t.true(liar.counts.corruptBlocksSent > 0);
});

test('what is withheld is never sent, and holds nothing else up', async t => {
	const peer = await start(t, {withholds: [0, 0.5]});
	const client = join(t, peer);
	client.send({type: 'interested'});
	await client.hear('unchoke');
	for (const index of [1, 12, 9, 13]) {
		client.send({type: 'request', index, begin: 0, length: 16_384});
	}

	await client.hear('piece', 2);
	const sent = client.heard.filter(heard => heard.type === 'piece');
	t.deepEqual(
		sent.map(({index}) => index),
		[12, 13],
	);
	t.is(peer.counts.requestsRefused, 0);
});

test('a peer without a word to say sends keep-alives, but for one that is silent', async t => {
	const talker = join(t, await start(t, {has: 'none'}));
	const silent = join(t, await start(t, {tells: 'nothing'}));
	await talker.hear('keepAlive', 2);
	t.false(silent.heard.some(({type}) => type === 'keepAlive'));
});

test('a peer that wants to be repaid unchokes who unchokes it, and chokes who chokes it', async t => {
	const peer = await start(t, {unchokes: 'repaid'});
	const client = join(t, peer);
	client.send({type: 'interested'}, {type: 'request', index: 0, begin: 0, length: 16_384});
	await client.hear('rejectRequest');
	t.false(client.types().includes('unchoke'));
	client.send({type: 'unchoke'});
	await client.hear('unchoke');
	client.send({type: 'choke'});
	await client.hear('choke');
	// Who unchokes before it is interested waits for nothing either.
	const early = join(t, peer);
	early.send({type: 'unchoke'}, {type: 'interested'});
	await early.hear('unchoke');
	t.pass();
});
