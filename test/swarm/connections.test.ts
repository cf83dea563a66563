import test from 'ava';
import {World} from './world.js';

const addressOf = (number: number) => ({
	host: `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`,
	port: 6881,
});

test('candidates are dialled up to the limit of connections', t => {
	const world = new World({settings: {maxPeersPerTorrent: 3}});
	world.torrent.handleCandidates([1, 2, 3, 4, 5].map(addressOf), 'tracker', world.now);
	const dialled = [1, 2, 3].map(() => world.torrent.dial(world.now));
	t.true(dialled.every(peer => peer?.state === 'connecting'));
	t.false(world.torrent.isDialWanted(world.now));
	t.is(world.torrent.dial(world.now), undefined);
	t.is(world.torrent.candidateCount, 2);
	t.deepEqual(world.torrent.candidateCounts(world.now), {
		untried: 2,
		failing: 0,
		limited: 2,
		filtered: 0,
	});
});

test('nothing is dialled or let in while stopped', t => {
	const world = new World();
	world.torrent.handleCandidates([addressOf(1)], 'user', world.now);
	world.torrent.handleStop('torrent-paused', world.now);
	t.false(world.torrent.isDialWanted(world.now));
	t.is(world.torrent.handleIncoming(addressOf(2), world.now), 'torrent-paused');
	world.torrent.handleStart(world.now);
	t.true(world.torrent.isDialWanted(world.now));
});

test('stopping closes every peer with the reason, and going on dials them again at once', t => {
	const world = new World();
	const peer = world.connect({host: '10.0.9.9', isIncoming: false, has: 'all', isUnchoking: true});
	world.torrent.handleStop('torrent-paused', world.now);
	t.is(world.reasonOf(peer), 'torrent-paused');
	t.is(world.torrent.peers.size, 0);
	t.true(world.dropped.length > 0);
	world.torrent.handleStart(world.now);
	t.deepEqual(world.torrent.dial(world.now)?.address, {host: '10.0.9.9', port: 6881});
});

test('a private torrent takes no addresses from DHT, PEX and LSD (BEP 27)', t => {
	const world = new World({isPrivate: true});
	world.torrent.handleCandidates([addressOf(1)], 'dht', world.now);
	world.torrent.handleCandidates([addressOf(2)], 'pex', world.now);
	world.torrent.handleCandidates([addressOf(3)], 'lsd', world.now);
	t.is(world.torrent.candidateCount, 0);
	world.torrent.handleCandidates([addressOf(4)], 'tracker', world.now);
	t.is(world.torrent.candidateCount, 1);
});

test('R11: a failed address is retried with growing, jittered back-off', t => {
	const world = new World();
	world.torrent.handleCandidates([addressOf(1)], 'tracker', world.now);
	const waits: number[] = [];
	for (let failure = 0; failure < 6; failure++) {
		const peer = world.torrent.dial(world.now)!;
		world.torrent.handleClosed(peer, 'connect-refused', 'connection refused', world.now);
		const failedAt = world.now;
		while (!world.torrent.isDialWanted(world.now)) {
			world.advance(100);
		}
		waits.push(world.now - failedAt);
	}
	for (const [at, wait] of waits.entries()) {
		const middle = 5000 * 2 ** at;
		t.true(wait >= middle * 0.75 && wait <= middle * 1.25 + 100, `${waits}`);
	}
	t.is(world.torrent.counters.dialRefusals, 6);
	t.is(world.torrent.counters.dialAttempts, 6);
	t.is(world.torrent.counters.dialSuccesses, 0);
});

test('R18: a filtered address is neither dialled nor let in', t => {
	const world = new World({isFiltered: host => host === '10.0.0.7', logLevel: 'info'});
	world.torrent.handleCandidates([{host: '10.0.0.7', port: 1}], 'tracker', world.now);
	t.false(world.torrent.isDialWanted(world.now));
	t.is(world.torrent.handleIncoming({host: '10.0.0.7', port: 2}, world.now), 'filtered');
	t.deepEqual(
		world.events.map(({text}) => text),
		['Refused a connection from 10.0.0.7:2: filtered'],
	);
});

test('R18: every close carries its reason to the output and the log', t => {
	const world = new World({logLevel: 'info'});
	const peer = world.connect();
	world.torrent.handleKick(peer, world.now);
	t.is(world.reasonOf(peer), 'kicked');
	t.is(world.events.at(-1)?.text, 'Peer 10.0.0.1:6881 disconnected: kicked (by the user)');
});

test('incoming connections are counted, those that are refused too', t => {
	const world = new World({settings: {maxPeersPerTorrent: 1}});
	world.connect();
	world.torrent.handleIncoming(addressOf(9), world.now);
	t.is(world.torrent.counters.incomingConnections, 2);
	t.like(world.torrent.sourceCounts(), [{source: 'incoming', found: 1, connected: 1, useful: 0}]);
});

test('R21: incoming connections are counted under the limit', t => {
	const world = new World({settings: {maxPeersPerTorrent: 2}});
	world.connect({has: 'all'});
	world.connect({has: 'all'});
	t.is(world.torrent.handleIncoming(addressOf(9), world.now), 'too-many-connections');
	t.is(world.torrent.peers.size, 2);
});

test('R21: at the limit an idle peer gives its place, the least useful first, and one at a time', t => {
	const world = new World({
		settings: {maxPeersPerTorrent: 3, uselessPolicy: 'pressure'},
		have: [0],
	});
	const busy = world.connect({has: 'all', isUnchoking: true});
	const choking = world.connect({has: 'all'});
	const useless = world.connect({has: [0]});
	world.advance(30_000);
	t.is(world.torrent.handleIncoming(addressOf(9), world.now), 'too-many-connections');
	world.answer(busy, 1);
	world.advance(31_000);
	const newcomer = world.torrent.handleIncoming(addressOf(9), world.now);
	t.is(typeof newcomer, 'object');
	t.is(world.reasonOf(useless), 'replaced-by-better');
	t.is(world.torrent.handleIncoming(addressOf(10), world.now), 'too-many-connections');
	t.is(world.reasonOf(choking), undefined);
	t.is(world.reasonOf(busy), undefined);
});

test('R21: at the limit only an address that never failed replaces an idle peer', t => {
	const world = new World({settings: {maxPeersPerTorrent: 1}, pieceCount: 2});
	world.torrent.handleCandidates([addressOf(1)], 'tracker', world.now);
	world.torrent.handleClosed(world.torrent.dial(world.now)!, 'connect-refused', '', world.now);
	const idle = world.connect({has: 'all'});
	world.advance(70_000);
	t.false(world.torrent.isDialWanted(world.now));
	world.torrent.handleCandidates([addressOf(2)], 'tracker', world.now);
	world.advance(1100);
	t.true(world.torrent.isDialWanted(world.now));
	t.deepEqual(world.torrent.dial(world.now)?.address, addressOf(2));
	t.is(world.reasonOf(idle), 'replaced-by-better');
});

test('R21: a flood of addresses is bounded, and those that work are kept', t => {
	const world = new World();
	world.torrent.handleCandidates([addressOf(1)], 'tracker', world.now);
	world.torrent.handleCandidates(
		Array.from({length: 10_000}, (_, number) => addressOf(number + 1000)),
		'pex',
		world.now,
	);
	t.is(world.torrent.candidateCount, 4000);
	t.deepEqual(world.torrent.dial(world.now)?.address, addressOf(1));
});

test('R21: hundreds of dead addresses do not keep a good one waiting: slow dials give way to untried ones', t => {
	const world = new World({settings: {maxPeersPerTorrent: 200}});
	const count = 300;
	world.torrent.handleCandidates(
		Array.from({length: count}, (_, number) => addressOf(number)),
		'tracker',
		world.now,
	);
	const good = `10.0.0.${count % 256}`;
	world.torrent.handleCandidates([{host: '10.77.0.1', port: 6881}], 'tracker', world.now);
	const tried = new Set<string>();
	const startedAt = world.now;
	// 32 half-open at a time, nobody ever answers.
	while (!tried.has('10.77.0.1')) {
		const connecting = [...world.torrent.peers].filter(({state}) => state === 'connecting').length;
		if (
			world.torrent.isDialWanted(world.now) &&
			(connecting < 32 || world.torrent.yieldDial(world.now))
		) {
			tried.add(world.torrent.dial(world.now)!.address.host);
		} else {
			world.advance(100);
		}
	}
	t.truthy(good);
	t.true(world.now - startedAt <= 31_000, `${world.now - startedAt} ms`);
});

test('R21: a dial gives way only after 3 s, and only to an address never tried', t => {
	const world = new World();
	world.torrent.handleCandidates([addressOf(1), addressOf(2)], 'tracker', world.now);
	const slow = world.torrent.dial(world.now)!;
	world.advance(2900);
	t.false(world.torrent.yieldDial(world.now));
	world.advance(200);
	t.true(world.torrent.yieldDial(world.now));
	t.is(world.reasonOf(slow), 'connect-timeout');
	world.torrent.dial(world.now);
	world.advance(9000);
	t.false(world.torrent.yieldDial(world.now));
});

test('a lower limit closes those missed least', t => {
	const world = new World({have: [0]});
	const useless = world.connect({has: [0]});
	const useful = world.connect({has: 'all'});
	world.torrent.handleInterested(useless, world.now);
	world.advance(61_000);
	world.torrent.handleNotInterested(useless, world.now);
	world.settings.maxPeersPerTorrent = 1;
	world.torrent.handleSettings(world.now);
	t.is(world.reasonOf(useless), 'too-many-connections');
	t.is(world.reasonOf(useful), undefined);
});

test('seeds are not dialled once we are one', t => {
	const world = new World();
	const seed = world.connect({host: '10.0.9.9', isIncoming: false, has: 'all', isUnchoking: true});
	world.answer(seed);
	world.verifyAll();
	world.torrent.handleClosed(seed, 'closed-by-peer', '', world.now);
	world.advance(3_600_000);
	t.false(world.torrent.isDialWanted(world.now));
});
