import test from 'ava';
import {notReadyReasons, peerColumns, peerStates} from '../../../source/store/columns.js';
import type {PeerRow} from '../../../source/store/peer-row.js';
import {RowTable} from '../../../source/store/row-table.js';
import {peerColumnTable} from '../../../source/ui/columns/peer-columns.js';
import {numbersOf, peerRow} from '../../store/rows.js';
import {plain, plainLook} from '../fake/fake-frame.js';

const connected = peerStates.indexOf('connected');

function cell(id: string, values: Partial<PeerRow>, width = 12): string {
	const column = peerColumnTable.find(each => each.id === id);
	const item = {
		row: peerRow({state: connected, ...values}),
		identity: {torrentId: 1, peerId: 1, address: '10.0.0.1:6881', client: 'x', remotePeerId: ''},
		now: 60_000,
		pieceCount: 200,
	};
	return plain(column?.cell(item, width, plainLook) ?? '').trim();
}

test('whether it can be asked is said in words, with the reason when not', t => {
	t.is(cell('can', {canDownload: 1}), 'yes');
	t.is(cell('can', {notReadyReason: notReadyReasons.indexOf('choking us')}), 'choking us');
	t.is(cell('can', {state: peerStates.indexOf('handshaking')}), 'handshaking');
});

test('every reason fits the narrowest column, in fewer words if need be', t => {
	for (const [notReadyReason, reason] of notReadyReasons.entries()) {
		const short = cell('can', {notReadyReason}, 12);
		t.notRegex(short, /…/, reason);
		t.is(cell('can', {notReadyReason}, 24), reason);
	}
});

test('what it has is a share, and unknown is not nothing', t => {
	t.is(cell('has', {availability: 2, piecesKnown: 50}), '25%');
	t.is(cell('has', {availability: 2, piecesKnown: 199}), '99%');
	t.is(cell('has', {availability: 3, piecesKnown: 200}), '100%');
	t.is(cell('has', {availability: 1, piecesKnown: 0}), '0%');
	t.is(cell('has', {availability: 0}), '?');
});

test('the pipeline is outstanding of target, with a bar where there is room', t => {
	t.is(cell('pipeline', {outstanding: 12, target: 40}, 9), '12/40');
	t.regex(cell('pipeline', {outstanding: 12, target: 40}, 17), /^━+╸?─* 12\/40$/);
	t.is(cell('pipeline', {}, 9), '-');
});

test('ages are since the engine’s now', t => {
	t.is(cell('oldest', {oldestRequestAt: 42_000}), '18s');
	t.is(cell('last', {lastActivityAt: 60_000}), '0s');
	t.is(cell('last', {}), '-');
});

test('the calm order puts who gives us blocks first and who is far from it last', t => {
	const rows: ReadonlyArray<Partial<PeerRow>> = [
		{id: 1, state: 0},
		{id: 2, state: connected, notReadyReason: notReadyReasons.indexOf('nothing we want')},
		{
			id: 3,
			state: connected,
			piecesWanted: 5,
			notReadyReason: notReadyReasons.indexOf('choking us'),
		},
		{id: 4, state: connected, piecesWanted: 5, canDownload: 1},
		{id: 5, state: connected, piecesWanted: 5, canDownload: 1, outstanding: 3},
	];
	const peers = new RowTable(
		peerColumns,
		Float64Array.from(rows.flatMap(row => numbersOf(peerColumns, row))),
	);
	const order = peerColumnTable.find(each => each.id === 'can')?.order;
	const values = rows.map((_, place) => Number(order?.({peers, identities: new Map()}, place)));
	t.deepEqual(
		values
			.map((value, place) => [value, place])
			.sort(([a = 0], [b = 0]) => a - b)
			.map(([, place]) => place),
		[4, 3, 2, 1, 0],
	);
});
