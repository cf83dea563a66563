import test from 'ava';
import type {WorldOptions} from './world.js';
import {block, World} from './world.js';

const everything = [0, 1, 2, 3, 4, 5, 6, 7];

function createWorld(options: WorldOptions = {}) {
	const world = new World({have: everything, ...options});
	const peer = world.connect({has: 'none'});
	world.torrent.handleInterested(peer, world.now);
	const ask = (index: number, begin: number, length: number) =>
		world.torrent.handleRequest(peer, index, begin, length, world.now);
	return {world, peer, ask};
}

test('R16: a good request is served', t => {
	const {world, peer, ask} = createWorld();
	ask(7, block, block - 1000);
	t.deepEqual(world.blocksToSend, [{peer, index: 7, begin: block, length: block - 1000}]);
	t.is(peer.uploadQueue, 1);
	world.torrent.handleBlockSent(peer, 7, block, block - 1000, world.now);
	t.is(peer.uploadQueue, 0);
	t.is(peer.blocksSent, 1);
	t.is(peer.upBytes, block - 1000);
	t.is(world.torrent.counters.upBytes, block - 1000);
	t.is(peer.badRequests, 0);
});

test('R16: up to 128 KiB is served, a byte more is not', t => {
	const {world, peer, ask} = createWorld({pieceLength: 256 * 1024});
	ask(0, 0, 128 * 1024);
	t.is(world.blocksToSend.length, 1);
	ask(0, 0, 128 * 1024 + 1);
	t.is(world.blocksToSend.length, 1);
	t.is(peer.badRequests, 1);
	t.is(world.sentTo(peer, 'rejectRequest').length, 1);
});

test('R16: out of range, of no length, or for a piece we lack, is refused with REJECT and counted', t => {
	const {world, peer, ask} = createWorld({have: [0, 7]});
	ask(8, 0, block);
	ask(2 ** 32 - 1, 0, block);
	ask(0, 2 * block, block);
	ask(0, block, block + 1);
	ask(7, block, block);
	ask(0, 0, 0);
	ask(3, 0, block);
	t.is(world.blocksToSend.length, 0);
	t.is(peer.badRequests, 7);
	t.is(world.sentTo(peer, 'rejectRequest').length, 7);
	t.is(world.reasonOf(peer), undefined);
});

test('R16: while choked it is refused; without Fast in silence', t => {
	const world = new World({have: everything, settings: {uploadSlots: 0}});
	const fast = world.connect({has: 'none'});
	const plain = world.connect();
	world.torrent.handleRequest(fast, 0, 0, block, world.now);
	world.torrent.handleRequest(plain, 0, 0, block, world.now);
	t.is(world.blocksToSend.length, 0);
	t.deepEqual(world.sentTo(fast, 'rejectRequest'), [
		{type: 'rejectRequest', index: 0, begin: 0, length: block},
	]);
	t.is(world.sentTo(plain, 'rejectRequest').length, 0);
	t.is(plain.badRequests, 1);
});

test('R16: a flood of bad requests ends the connection, a few do not', t => {
	const {world, peer, ask} = createWorld();
	for (let count = 0; count < 90; count++) {
		ask(100, 0, block);
	}
	t.is(world.reasonOf(peer), undefined);
	for (let count = 0; count < 20; count++) {
		ask(100, 0, block);
	}
	t.is(world.reasonOf(peer), 'request-flood');
});

test('R16: bad requests are forgiven with time', t => {
	const {world, peer, ask} = createWorld();
	for (let round = 0; round < 10; round++) {
		for (let count = 0; count < 50; count++) {
			ask(100, 0, block);
		}
		world.advance(6000);
	}
	t.is(peer.badRequests, 500);
	t.is(world.reasonOf(peer), undefined);
});

test('R16: requests under way when we choke are refused without counting as a flood', t => {
	const {world, peer, ask} = createWorld();
	world.settings.uploadSlots = 0;
	world.torrent.handleSettings(world.now);
	world.advance(100);
	t.true(peer.amChoking);
	for (let count = 0; count < 400; count++) {
		ask(1, 0, block);
	}
	t.is(world.reasonOf(peer), undefined);
	t.is(world.sentTo(peer, 'rejectRequest').length, 400);
	world.advance(6000);
	for (let count = 0; count < 400; count++) {
		ask(1, 0, block);
	}
	t.is(world.reasonOf(peer), 'request-flood');
});

test('R16: no more than our reqq of 500 stand at a time', t => {
	const {world, peer, ask} = createWorld();
	for (let count = 0; count < 510; count++) {
		ask(count % 7, (count % 2) * block, block);
	}
	t.is(peer.uploadQueue, 500);
	t.is(world.blocksToSend.length, 500);
	t.is(world.sentTo(peer, 'rejectRequest').length, 10);
});

test('R16: when we choke, what is queued is taken back and rejected', t => {
	const {world, peer, ask} = createWorld();
	ask(0, 0, block);
	ask(1, 0, block);
	world.settings.uploadSlots = 0;
	world.torrent.handleSettings(world.now);
	world.advance(100);
	t.is(world.blocksToSend.length, 0);
	t.is(peer.uploadQueue, 0);
	const types = world.typesTo(peer);
	t.deepEqual(types.slice(types.indexOf('choke')), ['choke', 'rejectRequest', 'rejectRequest']);
});

test('CANCEL takes a request back and answers it with REJECT; an unknown one does nothing', t => {
	const {world, peer, ask} = createWorld();
	ask(0, 0, block);
	world.torrent.handleCancel(peer, 1, 0, block, world.now);
	t.is(peer.uploadQueue, 1);
	world.torrent.handleCancel(peer, 0, 0, block, world.now);
	t.is(peer.uploadQueue, 0);
	t.is(world.blocksToSend.length, 0);
	t.is(world.sentTo(peer, 'rejectRequest').length, 1);
});

test('a block that can not be read is rejected, and the error told', t => {
	const {world, peer, ask} = createWorld({logLevel: 'error'});
	ask(0, 0, block);
	world.torrent.handleReadFailed(peer, 0, 0, block, world.now);
	t.is(peer.uploadQueue, 0);
	t.is(world.sentTo(peer, 'rejectRequest').length, 1);
	t.deepEqual(world.eventNames, ['read-failed']);
});

test('nothing is served during a recheck', t => {
	const {world, peer, ask} = createWorld();
	world.torrent.handleRecheckStarted(world.now);
	ask(0, 0, block);
	t.is(world.blocksToSend.length, 0);
	t.is(world.sentTo(peer, 'rejectRequest').length, 1);
});
