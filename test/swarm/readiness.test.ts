import test from 'ava';
import {notReadyReasons as storeReasons} from '../../source/store/columns.js';
import {notReadyReasons} from '../../source/swarm/readiness.js';
import {World} from './world.js';

test('R9: the reasons are those of the store, in its order', t => {
	t.deepEqual([...notReadyReasons], [...storeReasons]);
});

test('R9: a peer can be downloaded from when it does not choke us and we are interested', t => {
	const world = new World({have: [0]});
	const ready = world.connect({has: [1], isUnchoking: true});
	const choking = world.connect({has: [1]});
	const useless = world.connect({has: [0], isUnchoking: true});
	const unknown = world.connect({isUnchoking: true});
	t.deepEqual(
		[ready, choking, useless, unknown].map(peer => world.torrent.canDownload(peer)),
		[true, false, false, false],
	);
});

test('R9: or when a wanted piece of it is in its allowed-fast set', t => {
	const world = new World({have: [0]});
	const peer = world.connect({has: 'all'});
	world.torrent.handleAllowedFast(peer, 0, world.now);
	t.false(world.torrent.canDownload(peer));
	world.torrent.handleAllowedFast(peer, 5, world.now);
	t.true(world.torrent.canDownload(peer));
	t.deepEqual(
		world.requestsTo(peer).map(({index}) => index),
		[5, 5],
	);
	const without = world.connect({has: [1], isFast: true});
	world.torrent.handleAllowedFast(without, 6, world.now);
	t.false(world.torrent.canDownload(without));
});

test('R9: while it chokes us a peer is asked for its allowed pieces only, begun or not', t => {
	const world = new World({have: [0], settings: {pipelineDepth: 1}});
	const other = world.connect({has: 'all', isUnchoking: true});
	const begun = world.requestsTo(other)[0]!.index;
	const allowed = begun === 5 ? 6 : 5;
	const peer = world.connect({has: 'all'});
	world.torrent.handleAllowedFast(peer, allowed, world.now);
	t.is(world.answer(peer, 5), 2);
	t.true(world.requestsTo(peer).every(({index}) => index === allowed));
});

test('R9: each state that is not ready has its reason', t => {
	const world = new World({have: [0]});
	const reasonOf = (peer: ReturnType<World['connect']>) =>
		notReadyReasons[world.torrent.notReadyReason(peer, world.now)];
	t.is(reasonOf(world.open()), 'handshaking');
	t.is(reasonOf(world.connect()), 'availability unknown');
	t.is(reasonOf(world.connect({has: [0]})), 'nothing we want');
	const peer = world.connect({has: 'all'});
	t.is(reasonOf(peer), 'choking us');
	world.torrent.handleUnchoke(peer, world.now);
	t.is(reasonOf(peer), 'ready');
	world.torrent.handleRequestsAllowed(false, world.now);
	t.is(reasonOf(peer), 'held back by us');
	world.torrent.handleRequestsAllowed(true, world.now);
	world.advance(30_100);
	t.is(reasonOf(peer), 'snubbed');
	world.torrent.handleRecheckStarted(world.now);
	t.is(reasonOf(peer), 'paused');
	world.torrent.handleHavePieces(world.bits(world.all), world.now);
	t.is(reasonOf(peer), 'complete');
});

test('R9: not ready never ends a connection', t => {
	const world = new World({logLevel: 'info'});
	const peer = world.connect({has: 'all'});
	world.advanceAlive(900_000, peer);
	t.is(world.reasonOf(peer), undefined);
	t.is(world.eventNames.filter(name => name === 'not-ready').length, 1);
	t.is(
		world.events.find(({name}) => name === 'not-ready')?.text,
		'Peer 10.0.0.1:6881 not ready: choking_us=true, we_interested=true, we_choking=false, they_interested=false, has_bitfield=true',
	);
});
