import test from 'ava';
import {Bans} from '../../source/swarm/bans.js';
import {World} from './world.js';

test('R18: a ban of the user’s can be lifted, and its address is dialled again', t => {
	const world = new World();
	const peer = world.connect({host: '10.8.8.8', isIncoming: false, has: 'all'});
	world.torrent.handleBan(peer, world.now);
	t.deepEqual(world.torrent.bans, ['10.8.8.8']);
	world.advance(60_000);
	t.false(world.torrent.isDialWanted(world.now));
	world.torrent.handleUnban('10.8.8.9', world.now);
	t.is(world.torrent.bannedCount, 1);
	world.torrent.handleUnban('10.8.8.8:6881', world.now);
	t.deepEqual(world.torrent.bans, []);
	t.true(world.torrent.isDialWanted(world.now));
	t.not(world.torrent.handleIncoming({host: '10.8.8.8', port: 5}, world.now), 'banned');
});

test('R18: a ban of the user’s outlives the run, that of a proven liar does not', t => {
	const world = new World({pieceCount: 1});
	const liar = world.connect({has: 'all', isUnchoking: true, host: '10.6.6.6'});
	const unwanted = world.connect({host: '127.0.0.1', port: 7000, isIncoming: false});
	world.answer(liar);
	world.torrent.handleHashFailed(0, world.now);
	world.torrent.handleBan(unwanted, world.now);
	t.deepEqual(world.torrent.bans, ['10.6.6.6', '127.0.0.1:7000']);
	t.deepEqual(world.torrent.bansByUser, ['127.0.0.1:7000']);
	const next = new World();
	next.torrent.handleBans(world.torrent.bansByUser);
	t.is(next.torrent.handleIncoming({host: '127.0.0.1', port: 7000}, next.now), 'banned');
	t.not(next.torrent.handleIncoming({host: '127.0.0.1', port: 7001}, next.now), 'banned');
});

test('hosts of IPv6 are banned and lifted as hosts', t => {
	const bans = new Bans();
	bans.restore(['2001:db8::1', '[::1]:7000']);
	t.true(bans.hasAddress({host: '2001:db8::1', port: 9}));
	t.true(bans.hasAddress({host: '::1', port: 7000}));
	t.false(bans.hasAddress({host: '::1', port: 7001}));
	t.true(bans.lift('[2001:db8::1]:6881'));
	t.true(bans.lift('[::1]:7000'));
	t.is(bans.size, 0);
	t.false(bans.lift('[::1]:7000'));
});
