import test from 'ava';
import {World} from './world.js';

test('R5: useless is: availability known, nothing wanted there, not interested in us', t => {
	const world = new World({have: [0]});
	const unknown = world.connect();
	const useless = world.connect({has: [0]});
	const useful = world.connect({has: [1]});
	const interested = world.connect({has: 'none'});
	world.torrent.handleInterested(interested, world.now);
	t.deepEqual(
		[unknown, useless, useful, interested].map(peer => Number.isNaN(peer.uselessSince)),
		[true, false, true, true],
	);
});

test('R5: uselessSince is its own clock: other activity does not move it', t => {
	const world = new World({have: [0, 1]});
	const peer = world.connect({has: [0]});
	const since = peer.uselessSince;
	for (let step = 0; step < 8; step++) {
		world.advance(1000);
		world.torrent.handleKeepAlive(peer, world.now);
		world.torrent.handleHave(peer, 1, world.now);
		world.torrent.handleUnchoke(peer, world.now);
		world.torrent.handleChoke(peer, world.now);
		world.torrent.handleNotInterested(peer, world.now);
		world.torrent.handleReceived(peer, 100, world.now);
	}
	t.is(peer.uselessSince, since);
	world.advance(55_000);
	t.is(world.reasonOf(peer), 'no-mutual-interest');
});

test('R5: any change for the better clears it, and it starts anew', t => {
	const world = new World({have: [0]});
	const peer = world.connect({has: [0]});
	world.advance(20_000);
	world.torrent.handleInterested(peer, world.now);
	t.true(Number.isNaN(peer.uselessSince));
	world.advance(5000);
	world.torrent.handleNotInterested(peer, world.now);
	t.is(peer.uselessSince, world.now);
	world.advance(29_000);
	t.is(world.reasonOf(peer), undefined);
});

test('R6: a useless partial peer hears NOT_INTERESTED at once, is alive at 29 s and gone by 65 s', t => {
	// At every phase of the evaluation.
	for (let phase = 0; phase < 30_000; phase += 3700) {
		const world = new World({have: [0, 1], logLevel: 'info'});
		world.advance(phase);
		const peer = world.connect({has: [0]});
		t.is(world.sentTo(peer, 'notInterested').length, 1);
		world.advance(29_000);
		t.is(world.reasonOf(peer), undefined);
		world.advance(36_000);
		t.is(world.reasonOf(peer), 'no-mutual-interest');
	}
});

test('R6: a HAVE that makes it useful saves it at any moment', t => {
	for (const at of [1000, 9900, 10_100, 29_900, 30_100]) {
		const world = new World({have: [0]});
		world.advance(15_000);
		const peer = world.connect({has: [0]});
		world.advance(at);
		world.torrent.handleHave(peer, 3, world.now);
		world.advanceAlive(300_000, peer);
		t.is(world.reasonOf(peer), undefined);
	}
});

test('R6: HAVEs during the grace count, those of pieces we have do not save', t => {
	const world = new World({have: [0, 1, 2]});
	const saved = world.connect({has: [0]});
	const lost = world.connect({has: [0]});
	world.advance(9000);
	world.torrent.handleHave(saved, 5, world.now);
	world.torrent.handleHave(lost, 1, world.now);
	world.advance(60_000);
	t.is(world.reasonOf(saved), undefined);
	t.is(world.reasonOf(lost), 'no-mutual-interest');
});

test('R6: an interested peer without a wanted piece is never dropped', t => {
	const world = new World({have: [0]});
	const peer = world.connect({has: 'none'});
	world.torrent.handleInterested(peer, world.now);
	world.advanceAlive(600_000, peer);
	t.is(world.reasonOf(peer), undefined);
});

test('R6: after the grace goes who can never help: an upload-only peer with nothing wanted', t => {
	const world = new World({have: [0]});
	const peer = world.connect({has: [0], hasExtensions: true});
	world.extensions(peer, {isUploadOnly: true});
	world.advance(9900);
	t.is(world.reasonOf(peer), undefined);
	world.advance(200);
	t.is(world.reasonOf(peer), 'no-mutual-interest');
});

test('R6: an upload-only peer with a wanted piece stays', t => {
	const world = new World({have: [0]});
	const peer = world.connect({has: 'all', isFast: true, hasExtensions: true});
	world.extensions(peer, {isUploadOnly: true});
	world.advanceAlive(120_000, peer);
	t.is(world.reasonOf(peer), undefined);
});

test('R6: a seed goes after the grace once we have all we want, though not all there is', t => {
	const world = new World({have: [0], priorities: Uint8Array.of(4, 0, 0, 0, 0, 0, 0, 0)});
	const seed = world.connect({has: 'all'});
	world.advance(9900);
	t.is(world.reasonOf(seed), undefined);
	world.advance(200);
	t.is(world.reasonOf(seed), 'no-mutual-interest');
});

test('R6: without grace it goes at once', t => {
	const world = new World({have: [0], settings: {uselessGrace: 0}});
	const peer = world.connect({has: [0], hasExtensions: true});
	world.extensions(peer, {isUploadOnly: true});
	world.advance(100);
	t.is(world.reasonOf(peer), 'no-mutual-interest');
});

test('R6: a shorter evaluation interval takes effect at once', t => {
	const world = new World({
		have: [0],
		settings: {peerEvaluationInterval: 600_000, uselessAge: 2000},
	});
	const peer = world.connect({has: [0]});
	world.advance(60_000);
	t.is(world.reasonOf(peer), undefined);
	world.settings.peerEvaluationInterval = 1000;
	world.torrent.handleSettings(world.now);
	world.advance(1100);
	t.is(world.reasonOf(peer), 'no-mutual-interest');
});

test('R6: under policy pressure useless peers stay while there is room', t => {
	const world = new World({
		have: [0],
		settings: {uselessPolicy: 'pressure', maxPeersPerTorrent: 10},
	});
	const peers = Array.from({length: 8}, () => world.connect({has: [0]}));
	world.advanceAlive(300_000, ...peers);
	t.is(world.closed.length, 0);
});

test('R6: under policy pressure useless peers go at 90 % of the limit, but four stay', t => {
	const world = new World({
		have: [0],
		settings: {uselessPolicy: 'pressure', maxPeersPerTorrent: 10},
	});
	const peers = Array.from({length: 9}, () => world.connect({has: [0]}));
	world.advanceAlive(300_000, ...peers);
	t.is(world.closed.length, 1);
	world.settings.maxPeersPerTorrent = 4;
	world.torrent.handleSettings(world.now);
	world.advance(60_000);
	t.is(world.torrent.peers.size, 4);
});

test('R6: a peer dropped so is not dialled again for 60 s × its drop count', t => {
	const world = new World({have: [0]});
	for (let drop = 1; drop <= 3; drop++) {
		const peer = world.connect({host: '10.9.9.9', isIncoming: false, has: [0]});
		world.advance(65_000);
		const end = world.closed.at(-1)!;
		t.is(end.peer, peer);
		world.now = end.at;
		world.advance(60_000 * drop - 100);
		t.false(world.torrent.isDialWanted(world.now));
		world.advance(200);
		t.true(world.torrent.isDialWanted(world.now));
	}
});

test('R6: one that was dropped so is dialled at once when we begin to want something', t => {
	const onlyFirst = Uint8Array.of(4, 0, 0, 0, 0, 0, 0, 0);
	const world = new World({have: [0], priorities: onlyFirst});
	const seed = world.connect({host: '10.9.9.9', isIncoming: false, has: 'all'});
	world.advance(11_000);
	t.is(world.reasonOf(seed), 'no-mutual-interest');
	world.torrent.handlePriorities(onlyFirst, world.now);
	t.false(world.torrent.isDialWanted(world.now));
	world.torrent.handlePriorities(new Uint8Array(8).fill(4), world.now);
	t.true(world.torrent.isDialWanted(world.now));
});

test('R7: while we seed R6 is off', t => {
	const world = new World({have: [0, 1, 2, 3, 4, 5, 6, 7]});
	const peer = world.connect({has: [0]});
	world.advanceAlive(600_000, peer);
	t.is(world.reasonOf(peer), undefined);
});

test('R7: an upload-only pair parts at once without PEX, after 30 s with it', t => {
	for (const [pex, aliveMs] of [
		[false, 0],
		[true, 29_900],
	] as const) {
		const world = new World({have: [0, 1, 2, 3, 4, 5, 6, 7], settings: {pex}});
		const seed = world.connect({has: 'all'});
		const partial = world.connect({has: [0], hasExtensions: true});
		world.extensions(partial, {isUploadOnly: true});
		world.advance(aliveMs);
		t.is(world.reasonOf(seed), undefined);
		world.advance(200);
		t.is(world.reasonOf(seed), 'both-upload-only');
		t.is(world.reasonOf(partial), 'both-upload-only');
	}
});

test('R7: becoming a seed parts us from the seeds', t => {
	const world = new World({settings: {pex: false}});
	const seed = world.connect({has: 'all', isUnchoking: true});
	world.answer(seed);
	world.verifyAll();
	world.advance(200);
	t.is(world.reasonOf(seed), 'both-upload-only');
});

test('R7: an unchoked, interested peer that asks for nothing in 60 s goes', t => {
	const world = new World({have: [0, 1, 2, 3, 4, 5, 6, 7]});
	const peer = world.connect({has: 'none'});
	world.torrent.handleInterested(peer, world.now);
	t.false(peer.amChoking);
	world.advance(40_000);
	world.torrent.handleRequest(peer, 0, 0, 16_384, world.now);
	world.torrent.handleBlockSent(peer, 0, 0, 16_384, world.now);
	world.advance(59_900);
	t.is(world.reasonOf(peer), undefined);
	world.advance(200);
	t.is(world.reasonOf(peer), 'idle-while-seeding');
});

test('R7: a peer waits for us, not we for it: a choked one, or one we owe a block, stays', t => {
	const world = new World({have: [0, 1, 2, 3, 4, 5, 6, 7], settings: {uploadSlots: 0}});
	const choked = world.connect({has: 'none'});
	world.torrent.handleInterested(choked, world.now);
	world.advanceAlive(150_000, choked);
	t.is(world.reasonOf(choked), undefined);
	const giving = new World({have: [0, 1, 2, 3, 4, 5, 6, 7]});
	const owed = giving.connect({has: 'none'});
	giving.torrent.handleInterested(owed, giving.now);
	giving.torrent.handleRequest(owed, 0, 0, 16_384, giving.now);
	giving.advanceAlive(150_000, owed);
	t.is(giving.reasonOf(owed), undefined);
});
