import test from 'ava';
import {
	availabilityCodes,
	notReadyReasons,
	peerSources,
	peerStates,
} from '../../source/store/columns.js';
import {peerView} from '../../source/store/peer-view.js';
import {peerRow} from './rows.js';

const identity = {
	torrentId: 1,
	peerId: 5,
	address: '192.168.1.100:6881',
	client: 'libtorrent 2.0.8',
	remotePeerId: '2d4c54',
};

test('the state of a peer is said in the seeds’ words', t => {
	const row = peerRow({peerChoking: 1, amInterested: 1, hasBitfield: 1});
	t.is(
		peerView(row, identity, 0).state,
		'choking_us=true, we_interested=true, we_choking=false, they_interested=false, has_bitfield=true',
	);
});

test('codes become words and flags become booleans', t => {
	const view = peerView(
		peerRow({
			id: 5,
			state: peerStates.indexOf('connected'),
			source: peerSources.indexOf('tracker'),
			availability: availabilityCodes.indexOf('some'),
			isFast: 1,
		}),
		identity,
		0,
	);
	t.like(view, {
		peerId: 5,
		address: '192.168.1.100:6881',
		client: 'libtorrent 2.0.8',
		connection: 'connected',
		source: 'tracker',
		availability: 'some',
		isFast: true,
		isSnubbed: false,
	});
});

test('a peer that can’t be asked says why, and one that can has no reason', t => {
	const choking = notReadyReasons.indexOf('choking us');
	t.like(peerView(peerRow({notReadyReason: choking}), identity, 0), {
		canDownload: false,
		notReadyReason: 'choking us',
	});
	t.like(peerView(peerRow({canDownload: 1}), identity, 0), {
		canDownload: true,
		notReadyReason: null,
	});
});

test('every clock is an age of its own, null where the thing never happened', t => {
	const view = peerView(
		peerRow({connectedAt: 1000, lastReceivedAt: 4500, oldestRequestAt: 4000}),
		identity,
		5000,
	);
	t.is(view.clocks.connectedAgeMs, 4000);
	t.is(view.clocks.lastReceivedAgeMs, 500);
	t.is(view.clocks.lastPayloadInAgeMs, null);
	t.is(view.pipeline.oldestAgeMs, 1000);
	t.is(view.lastActivityAgeMs, null);
});

test('a peer without words yet has empty ones, and the view survives JSON', t => {
	const view = peerView(peerRow({minRttMs: Number.NaN}), undefined, 0);
	t.is(view.address, '');
	t.deepEqual(JSON.parse(JSON.stringify(view)), view);
});
