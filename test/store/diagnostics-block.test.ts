import test from 'ava';
import {availabilityCodes} from '../../source/store/columns.js';
import {diagnosticsBlock} from '../../source/store/diagnostics-block.js';
import {type PeerView, peerView} from '../../source/store/peer-view.js';
import {peerRow} from './rows.js';

const identity = {
	torrentId: 1,
	peerId: 5,
	address: '192.168.1.100:6881',
	client: '',
	remotePeerId: '',
};

function blockText(...peers: readonly PeerView[]): string {
	return diagnosticsBlock(peers)
		.map(({text}) => text)
		.join('\n');
}

test('the block stands as in seed 1', t => {
	const row = peerRow({
		peerChoking: 1,
		amInterested: 1,
		hasBitfield: 1,
		availability: availabilityCodes.indexOf('some'),
		piecesKnown: 1500,
		lastActivityAt: 1000,
	});
	t.is(
		blockText(peerView(row, identity, 46_200)),
		`=== PEER CONNECTION DIAGNOSTICS ===
Peer 192.168.1.100:6881:
  State: choking_us=true, we_interested=true, we_choking=false, they_interested=false
  Bitfield: has 1500 pieces available
  Pipeline: 0 pending requests
  Can download: false
  Last activity: Some(45.2s)
===========================`,
	);
});

test('a peer that told nothing and did nothing says so', t => {
	const block = blockText(peerView(peerRow({}), identity, 0));
	t.true(block.includes('  Bitfield: not received\n'));
	t.true(block.includes('  Last activity: None\n'));
});

test('without peers only the frame is left', t => {
	t.is(blockText(), '=== PEER CONNECTION DIAGNOSTICS ===\n===========================');
});

test('each peer has a part of its own', t => {
	const view = peerView(peerRow({}), identity, 0);
	t.deepEqual(
		diagnosticsBlock([view, view]).map(({peer}) => peer?.address),
		[undefined, identity.address, identity.address, undefined],
	);
});
