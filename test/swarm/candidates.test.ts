import test from 'ava';
import {Candidates, retryDelayMs} from '../../source/swarm/candidates.js';
import {createRandom} from './random.js';
import {World} from './world.js';

const anyone = () => true;
const address = (port: number) => ({host: '10.0.0.1', port});

test('R11: delays double from 5 s to 30 min, jittered by a quarter', t => {
	t.is(retryDelayMs(1, 0.5), 5000);
	t.is(retryDelayMs(2, 0.5), 10_000);
	t.is(retryDelayMs(20, 0.5), 30 * 60_000);
	t.is(retryDelayMs(1, 0), 3750);
	t.true(retryDelayMs(1, 0.999) < 6250);
});

test('who worked before goes first, then the untried by their source, then who failed least', t => {
	const candidates = new Candidates(createRandom(1));
	const pex = candidates.add(address(1), 'pex', 0)!;
	const tracker = candidates.add(address(2), 'tracker', 0)!;
	const user = candidates.add(address(3), 'user', 0)!;
	const failed = candidates.add(address(4), 'user', 0)!;
	const worked = candidates.add(address(5), 'pex', 0)!;
	worked.hasWorked = true;
	candidates.take(failed);
	candidates.release(failed, true, -100_000);
	const order = [];
	for (
		let best = candidates.best(0, anyone);
		best !== undefined;
		best = candidates.best(0, anyone)
	) {
		order.push(best);
		candidates.take(best);
	}
	t.deepEqual(order, [worked, user, tracker, pex, failed]);
	t.is(candidates.size, 0);
});

test('an address that failed is dialled at once when the user wants it', t => {
	const world = new World();
	const peer = world.connect({host: '10.9.9.9', isIncoming: false});
	world.torrent.handleKick(peer, world.now);
	t.false(world.torrent.isDialWanted(world.now));
	world.torrent.handleCandidates([peer.address], 'tracker', world.now);
	t.false(world.torrent.isDialWanted(world.now));
	world.torrent.handleCandidates([peer.address], 'user', world.now);
	t.true(world.torrent.isDialWanted(world.now));
});

test('an address is known once, whoever tells it again', t => {
	const candidates = new Candidates(createRandom(1));
	const first = candidates.add(address(1), 'tracker', 0);
	t.is(candidates.add(address(1), 'pex', 0), first);
	t.is(candidates.foundBy('tracker'), 1);
	t.is(candidates.foundBy('pex'), 0);
	t.is(candidates.size, 1);
});

test('nobody is looked at while nobody is ready', t => {
	const candidates = new Candidates(createRandom(1));
	const candidate = candidates.add(address(1), 'tracker', 0)!;
	candidates.take(candidate);
	candidates.release(candidate, true, 0);
	t.false(candidates.isAnyReady(100, anyone));
	let looks = 0;
	t.false(
		candidates.isAnyReady(200, () => {
			looks++;
			return true;
		}),
	);
	t.is(looks, 0);
	t.true(candidates.isAnyReady(6300, anyone));
});

test('equal candidates are taken in random order', t => {
	const firsts = new Set<number>();
	for (let seed = 0; seed < 30; seed++) {
		const candidates = new Candidates(createRandom(seed));
		for (let port = 1; port <= 10; port++) {
			candidates.add(address(port), 'tracker', 0);
		}
		firsts.add(candidates.best(0, anyone)!.address.port);
	}
	t.true(firsts.size > 5);
});

test('a full list forgets who failed most, and takes nobody new when none has failed', t => {
	const candidates = new Candidates(createRandom(1));
	const all = Array.from(
		{length: 4000},
		(_, port) => candidates.add(address(port + 1), 'tracker', 0)!,
	);
	t.is(candidates.add(address(5000), 'tracker', 0), undefined);
	candidates.take(all[7]!);
	candidates.release(all[7]!, true, 0);
	t.not(candidates.add(address(5000), 'tracker', 0), undefined);
	t.is(candidates.get(address(8)), undefined);
	t.is(candidates.size, 4000);
});
