import test from 'ava';
import {PeerHistory, peerHistoryCodes} from '../../../source/engine/torrent/peer-history.js';
import {StripRecorder} from '../../../source/engine/torrent/strip-recorder.js';
import {Peer} from '../../../source/swarm/peer.js';

const {choked, sending, snubbed, unchoked} = peerHistoryCodes;

function connected() {
	const peer = new Peer(1, {host: '10.0.0.1', port: 6881}, 'tracker', false);
	peer.state = 'connected';
	return {peer, history: new PeerHistory()};
}

test('a peer is looked at until it is idle, and again when it stirs', t => {
	const recorder = new StripRecorder();
	const recorded = connected();
	t.is(recorder.nextAt, Number.POSITIVE_INFINITY);
	recorder.stir(recorded);
	recorder.tick(10_000);
	t.is(recorder.nextAt, Number.POSITIVE_INFINITY);
	recorded.peer.peerChoking = false;
	recorder.stir(recorded);
	t.is(recorder.nextAt, 11_000);
	recorder.tick(10_500);
	recorder.tick(11_000);
	t.is(recorder.nextAt, Number.POSITIVE_INFINITY);
	t.deepEqual([...recorded.history.toBytes(12_000)], [choked, unchoked, unchoked]);
});

test('the end of sending, and being snubbed, are seen though nothing comes', t => {
	const recorder = new StripRecorder();
	const recorded = connected();
	const {peer, history} = recorded;
	peer.peerChoking = false;
	peer.outstanding = 1;
	peer.lastPayloadInAt = 10_000;
	recorder.stir(recorded);
	recorder.tick(10_500);
	recorder.tick(11_500);
	t.is(recorder.nextAt, 12_500);
	peer.outstanding = 0;
	peer.isSnubbed = true;
	recorder.tick(12_500);
	t.is(recorder.nextAt, Number.POSITIVE_INFINITY);
	t.deepEqual([...history.toBytes(12_500)], [sending, unchoked, snubbed]);
});

test('a peer that is gone is not looked at', t => {
	const recorder = new StripRecorder();
	const recorded = connected();
	recorder.stir(recorded);
	recorder.forget(recorded);
	t.is(recorder.nextAt, Number.POSITIVE_INFINITY);
	recorder.tick(10_000);
	t.deepEqual([...recorded.history.toBytes(10_000)], [0]);
});
