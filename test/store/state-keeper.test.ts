import test from 'ava';
import {defaultSettings} from '../../source/store/settings.js';
import {stateEvents} from '../../source/store/state-events.js';
import {StateKeeper} from '../../source/store/state-keeper.js';
import {peerAppeared, peerClosed, snapshot, torrentAdded} from '../diagnosis/snapshot-fixture.js';

const finding = {
	id: 'E08',
	severity: 'error',
	since: 5,
	headline: 'No',
	evidence: [{text: 'b'}],
	actions: [],
	reference: '',
} as const;

function filled(): StateKeeper {
	const keeper = new StateKeeper(defaultSettings);
	const change = {state: 'appeared', finding} as const;
	keeper.handleMessage({
		type: 'events',
		events: [
			{type: 'ready', listenPort: 5, message: null},
			{type: 'network', listenPort: 5, listenFailure: null, isBindGone: false},
			{type: 'settings', settings: {...defaultSettings, maxUp: 7}},
			torrentAdded(),
			{type: 'torrentState', torrentId: 1, state: 'error', error: 'It burns'},
			peerAppeared(1),
			peerAppeared(2),
			peerClosed(2),
			{type: 'pieceFailed', torrentId: 1, index: 3, peers: ['10.0.0.2:6881']},
			{type: 'findings', torrentId: 1, epochMs: 9, findings: [finding], changes: [change]},
			{type: 'findings', torrentId: 1, epochMs: 10, findings: [finding], changes: []},
			{
				type: 'log',
				epochMs: 4,
				level: 'info',
				name: 'x',
				torrentId: 1,
				peerId: null,
				address: null,
				text: 'said',
			},
		],
	});
	keeper.handleMessage(snapshot(1000, [{peers: [{id: 1}]}]));
	return keeper;
}

test('a snapshot without every torrent’s part is passed over', t => {
	const keeper = filled();
	const before = keeper.state;
	keeper.handleMessage({...snapshot(2000, [{}]), allPeers: null});
	t.is(keeper.state, before);
	t.is(keeper.snapshot?.now, 1000);
});

test('the events of a state make the same state again', t => {
	const first = filled();
	const second = new StateKeeper(defaultSettings);
	second.handleMessage({type: 'events', events: stateEvents(first.state)});
	second.handleMessage(first.snapshot!);
	const comparable = ({state}: StateKeeper) => ({
		...state,
		torrents: state.torrents.row(0),
		histories: null,
		log: state.log.before(state.logTotal, 10, () => true),
	});
	// When a piece failed is told by the log; here it is the clock of the listener.
	const ignoring = {
		failedPieces: first.state.failedPieces.map(failed => ({...failed, failedAt: 0})),
	};
	t.deepEqual(comparable(second), {...comparable(first), ...ignoring});
	t.is(second.state.findingChanges.length, 1);
	t.is(second.state.settings.maxUp, 7);
});
