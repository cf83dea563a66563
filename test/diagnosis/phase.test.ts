import test from 'ava';
import {describePhase} from '../../source/diagnosis/phase.js';
import {type Difference, failingTracker, metricsWith, tracker} from './metrics-fixture.js';

const nothingYet: Difference = {
	rates: {downBytesPerSecond: 0, upBytesPerSecond: 0},
	peers: {
		handshaken: 0,
		availabilityKnown: 0,
		withPieces: 0,
		withWanted: 0,
		usable: 0,
		outstanding: 0,
	},
	candidates: {known: 0},
	dials: {attempts: 0, successes: 0},
};

function phase(...differences: Difference[]): string {
	return describePhase(metricsWith(...differences));
}

test('a slow start is told step by step', t => {
	const steps: Array<[Difference, string]> = [
		[
			{sources: {trackers: [], dht: {isOn: false}}},
			'Looking for peers: no tracker and no DHT to ask',
		],
		[{}, 'Looking for peers: asking 1 tracker and the DHT'],
		[{candidates: {known: 20}}, 'Connecting: 20 addresses known'],
		[
			{dials: {attempts: 5, successes: 1}},
			'Connecting: 20 addresses known, 4 of 5 tries failed, 1 reached and not kept',
		],
		[{peers: {handshaken: 2}}, '2 peers connected, waiting to hear what they have'],
		[{peers: {availabilityKnown: 2}}, '2 peers connected, none has what we lack yet'],
		[{peers: {withWanted: 2}}, 'Waiting to be unchoked by 2 peers'],
		[{peers: {usable: 1}}, 'Unchoked by 1 peer, about to ask'],
		[{peers: {outstanding: 8}}, 'Asked 1 peer for 8 blocks, waiting for the first'],
		[{rates: {downBytesPerSecond: 1000}}, 'Downloading at 1 kB/s, 40 % done'],
	];
	const reached: Difference[] = [nothingYet];
	for (const [step, expected] of steps) {
		const isFirst = expected === steps[0]![1];
		t.is(phase(...reached, step), expected);
		if (!isFirst) {
			reached.push(step);
		}
	}
});

test('trackers that fail are told while others are still asked', t => {
	const trackers = [tracker({peers: null}), failingTracker({failures: 1})];
	t.is(
		phase(nothingYet, {sources: {trackers}}),
		'Looking for peers: asking 2 trackers (1 failed so far) and the DHT',
	);
});

test('every other state has its words', t => {
	const of = (torrent: NonNullable<Difference['torrent']>, ...more: Difference[]) =>
		phase({torrent}, ...more);
	t.is(of({state: 'paused'}), 'Paused');
	t.is(of({state: 'queued'}), 'Waiting in the queue');
	t.is(of({state: 'checking'}), 'Checking what is on the disk');
	t.is(of({state: 'error', error: 'No room'}), 'No room');
	t.is(of({state: 'metadata'}), 'Asking 8 peers for the metadata');
	t.is(of({state: 'metadata'}, nothingYet), 'Looking for peers: asking 1 tracker and the DHT');
	t.is(of({state: 'seeding'}), 'Seeding at 100 kB/s to 8 peers');
	t.is(of({state: 'seeding'}, nothingYet), 'Seeding: 0 peers connected, nobody asks');
});
