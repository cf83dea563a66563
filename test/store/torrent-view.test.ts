import test from 'ava';
import {torrentStates} from '../../source/store/columns.js';
import {torrentView} from '../../source/store/torrent-view.js';
import {torrentRow} from './rows.js';

test('progress carries the counters of R14 apart', t => {
	const view = torrentView(
		torrentRow({
			connected: 7,
			availabilityKnown: 6,
			havePiecesPeers: 5,
			wantedFromPeers: 4,
			unchokedUs: 3,
			requestable: 2,
			requesting: 1,
		}),
		0,
	);
	t.like(view.peers, {
		connected: 7,
		availabilityKnown: 6,
		havePieces: 5,
		wantedFrom: 4,
		unchokedUs: 3,
		requestable: 2,
		requesting: 1,
	});
});

test('done is of what is wanted, and of everything when nothing is', t => {
	t.is(torrentView(torrentRow({wantedBytes: 200, haveWantedBytes: 50, length: 999}), 0).done, 0.25);
	t.is(torrentView(torrentRow({length: 200, haveBytes: 100}), 0).done, 0.5);
	t.is(torrentView(torrentRow({}), 0).done, 0);
});

test('what is not known is null, so that the view survives JSON', t => {
	const view = torrentView(
		torrentRow({
			state: torrentStates.indexOf('seeding'),
			etaMs: Number.POSITIVE_INFINITY,
			swarmSeeds: Number.NaN,
			startedAt: 10,
		}),
		30,
	);
	t.is(view.state, 'seeding');
	t.is(view.etaMs, null);
	t.is(view.peers.swarmSeeds, null);
	t.is(view.startedAgeMs, 20);
	t.is(view.completedAgeMs, null);
	t.deepEqual(JSON.parse(JSON.stringify(view)), view);
});
