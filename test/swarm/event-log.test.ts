import test from 'ava';
import {World} from './world.js';

test("the log tells a connection in the seeds' order and words", t => {
	const world = new World({logLevel: 'debug', pieceCount: 2000});
	const has = Array.from({length: 1500}, (_, index) => index);
	const peer = world.connect({host: '192.168.1.100', has});
	world.torrent.handleUnchoke(peer, world.now);
	t.deepEqual(
		world.events.slice(0, 8).map(({text}) => text.replace(/piece \d+, offset/, 'piece 0, offset')),
		[
			'Connected to peer 192.168.1.100:6881',
			'Handshake successful with peer 192.168.1.100:6881 - infohash matches',
			"Sent 'unchoke' to peer 192.168.1.100:6881",
			'Received bitfield from peer 192.168.1.100:6881 (1500 pieces available)',
			"Sent 'interested' to peer 192.168.1.100:6881",
			'Peer 192.168.1.100:6881 not ready: choking_us=true, we_interested=true, we_choking=false, they_interested=false, has_bitfield=true',
			'Peer 192.168.1.100:6881 unchoked us - can now download!',
			'Requested block: piece 0, offset 0, length 16384 from peer 192.168.1.100:6881 (pipeline: 1)',
		],
	);
	t.true(world.events.every(event => event.peer === peer));
});

test('an IPv6 address stands in brackets', t => {
	const world = new World({logLevel: 'info'});
	world.open({host: '2001:db8::1'});
	t.is(world.events[0]?.text, 'Connected to peer [2001:db8::1]:6881');
});

test('nothing is built for levels that nobody listens to', t => {
	const world = new World({logLevel: 'warn'});
	const peer = world.connect({has: 'all', isUnchoking: true});
	world.answer(peer);
	world.verifyAll();
	t.deepEqual(world.events, []);
});
