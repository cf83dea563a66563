import test from 'ava';
import type {EngineEvent} from '../../../source/store/engine-port.js';
import {goneLines} from '../../../source/ui/panes/gone-lines.js';
import {fakeStore, frameOf, nextSnapshot} from '../fake/fake-frame.js';

function closed(
	address: string,
	difference: Partial<Extract<EngineEvent, {type: 'peerClosed'}>> = {},
): EngineEvent {
	return {
		type: 'peerClosed',
		epochMs: Date.UTC(2026, 0, 1),
		torrentId: 1,
		peerId: 9000,
		address,
		reason: 'handshake-failed',
		detail: 'early eof',
		lifeMs: 0,
		isHandshaken: false,
		...difference,
	};
}

test('an address that ends the same way again and again is one line, newest first', async t => {
	const {store, port} = await fakeStore();
	port.tell(
		closed('10.0.0.1:1'),
		closed('10.0.0.2:1', {reason: 'closed-by-peer', lifeMs: 3000}),
		closed('10.0.0.1:1', {lifeMs: 400}),
		closed('10.0.0.1:1', {reason: 'connect-refused', detail: 'Connection refused (os error 111)'}),
	);
	await nextSnapshot(store);
	const lines = goneLines(frameOf(store), 120, 10).slice(2);
	t.deepEqual(
		lines.map(line => line.trim().replace(/ +\S+ ago +/u, ' · ')),
		[
			'10.0.0.1:1 · connection refused',
			'10.0.0.1:1 · hung up instead of a handshake (early eof), 2 times',
			'10.0.0.2:1 · the peer hung up (early eof) after 3s',
		],
	);
});
