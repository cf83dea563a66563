import test from 'ava';
import type {ClockMetrics} from '../../source/diagnosis/metrics.js';
import {type ClockSample, TorrentClocks} from '../../source/diagnosis/torrent-clocks.js';
import {healthyMetrics} from './metrics-fixture.js';

type Peers = Partial<ClockSample['peers']>;

/** Clocks of a torrent to which each sample says only what matters. */
class Clocks {
	readonly #clocks = new TorrentClocks();

	at(seconds: number, peers: Peers = {}, rest: Partial<ClockSample> = {}): ClockMetrics {
		return this.#clocks.update(
			{
				silentCloses: 0,
				downBytes: 0,
				haveBlocks: 0,
				isEndgame: false,
				timeScale: 1,
				...rest,
				peers: {...healthyMetrics.peers, ...peers},
			},
			seconds * 1000,
		);
	}
}

const silent = {handshaken: 3, availabilityKnown: 0};
const choked = {withWanted: 2, usable: 0, oldestUsefulAt: 10_000};

test('silence counts from the first sample with peers of which none told', t => {
	const clocks = new Clocks();
	t.is(clocks.at(1, {handshaken: 0, availabilityKnown: 0}).noAvailabilityForMs, Number.NaN);
	t.is(clocks.at(2, silent).noAvailabilityForMs, 0);
	t.is(clocks.at(63, silent).noAvailabilityForMs, 61_000);
	t.is(clocks.at(64, {...silent, availabilityKnown: 1}).noAvailabilityForMs, Number.NaN);
	t.is(clocks.at(65, silent).noAvailabilityForMs, 0);
});

test('silence goes on when the silent peers are dropped, as they are at 60 s', t => {
	const clocks = new Clocks();
	clocks.at(0, silent);
	const gone = {handshaken: 0, availabilityKnown: 0};
	t.is(clocks.at(61, gone, {silentCloses: 3}).noAvailabilityForMs, 61_000);
	t.is(clocks.at(400, gone, {silentCloses: 0}).noAvailabilityForMs, Number.NaN);
});

test('choked counts from the oldest useful connection', t => {
	const clocks = new Clocks();
	t.is(clocks.at(30, choked).chokedForMs, 20_000);
	t.is(clocks.at(31, {...choked, withWanted: 0}).chokedForMs, Number.NaN);
	t.is(clocks.at(32, choked).chokedForMs, 22_000);
});

test('choked goes on when those who choke us hang up and come back within a minute', t => {
	const clocks = new Clocks();
	const nobody = {withWanted: 0, usable: 0, oldestUsefulAt: Number.NaN};
	t.is(clocks.at(30, choked).chokedForMs, 20_000);
	t.is(clocks.at(40, nobody).chokedForMs, Number.NaN);
	t.is(clocks.at(90, {...choked, oldestUsefulAt: 89_000}).chokedForMs, 80_000);
	t.is(clocks.at(120, nobody).chokedForMs, Number.NaN);
	t.is(clocks.at(151, {...choked, oldestUsefulAt: 150_000}).chokedForMs, 1000);
	t.is(clocks.at(152, {...choked, usable: 1}).chokedForMs, Number.NaN);
	t.is(clocks.at(153, {...choked, oldestUsefulAt: 150_000}).chokedForMs, 1000);
});

test('how long they may be away shrinks with the time scale', t => {
	const clocks = new Clocks();
	clocks.at(30, choked, {timeScale: 0.1});
	t.is(clocks.at(36, choked, {timeScale: 0.1}).chokedForMs, 26_000);
	t.is(clocks.at(43, {...choked, oldestUsefulAt: 42_000}, {timeScale: 0.1}).chokedForMs, 1000);
});

test('choked begins anew after somebody let us ask', t => {
	const clocks = new Clocks();
	t.is(clocks.at(400, {...choked, usable: 1}).chokedForMs, Number.NaN);
	t.is(clocks.at(405, choked).chokedForMs, 5000);
});

test('idle counts while a usable peer is asked nothing', t => {
	const clocks = new Clocks();
	const idle = {usable: 1, outstanding: 0};
	clocks.at(1, idle);
	t.is(clocks.at(12, idle).idleForMs, 11_000);
	t.is(clocks.at(13, {usable: 1, outstanding: 1}).idleForMs, Number.NaN);
	t.is(clocks.at(14, {usable: 0, outstanding: 0}).idleForMs, Number.NaN);
});

test('no payload counts from the last sample in which bytes came', t => {
	const clocks = new Clocks();
	clocks.at(1, {}, {downBytes: 100});
	t.is(clocks.at(9, {}, {downBytes: 100}).noPayloadForMs, 8000);
	t.is(clocks.at(10, {}, {downBytes: 101}).noPayloadForMs, 0);
});

test('endgame is stuck from its beginning or its last block', t => {
	const clocks = new Clocks();
	t.is(clocks.at(1).endgameStuckForMs, Number.NaN);
	t.is(clocks.at(50, {}, {isEndgame: true}).endgameStuckForMs, 0);
	t.is(clocks.at(60, {}, {isEndgame: true}).endgameStuckForMs, 10_000);
	t.is(clocks.at(61, {}, {isEndgame: true, haveBlocks: 1}).endgameStuckForMs, 0);
	t.is(clocks.at(64, {}, {isEndgame: true, haveBlocks: 1}).endgameStuckForMs, 3000);
	t.is(clocks.at(65, {}, {haveBlocks: 1}).endgameStuckForMs, Number.NaN);
});

test('the oldest request is as old as the peers say', t => {
	const clocks = new Clocks();
	t.is(clocks.at(20, {oldestRequestAt: 5000}).oldestRequestForMs, 15_000);
	t.is(clocks.at(21, {oldestRequestAt: Number.NaN}).oldestRequestForMs, Number.NaN);
});
