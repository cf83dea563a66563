import test from 'ava';
import {mapSize, pieceMap} from '../../../source/ui/graph/piece-map.js';
import {createLook} from '../../../source/ui/theme/look.js';

const look = createLook('none', 0, false);
const ascii = createLook('none', 0, true);

/** Lines without the weight that stands for colour. */
function draw(
	codes: readonly number[],
	availability: readonly number[] | null,
	perCell: number,
	width: number,
) {
	const source = {
		pieces: Uint8Array.from(codes),
		availability: availability === null ? null : Uint16Array.from(availability),
	};
	const size = {width, height: Math.ceil(codes.length / perCell / width), piecesPerCell: perCell};
	return pieceMap(source, size, look).map(line => line.replace(/\x1B\[[\d;]*m/g, ''));
}

test('each state of a piece has a glyph of its own', t => {
	t.deepEqual(draw([3, 1, 2, 4, 0, 0, 0], [9, 9, 9, 9, 1, 900, 0], 1, 7), ['█╋▞ ▁▇×']);
	t.is(
		new Set(
			pieceMap(
				{pieces: Uint8Array.of(3, 1, 2, 0, 0), availability: Uint16Array.of(0, 0, 0, 3, 0)},
				{width: 5, height: 1, piecesPerCell: 1},
				ascii,
			)[0]?.replace(/\x1B\[[\d;]*m/g, ''),
		).size,
		5,
	);
});

test('several pieces in a cell: all, some by how many, and the rarest of the missing', t => {
	t.deepEqual(draw([3, 3, 3, 0, 0, 0], [5, 5, 5, 5, 2, 6], 2, 3), ['█▒▂']);
	t.deepEqual(draw([3, 0], [5, 0], 2, 1), ['×']);
	t.deepEqual(draw([3, 1], [5, 5], 2, 1), ['╋']);
	t.deepEqual(draw([3, 4], [5, 5], 2, 1), ['█']);
});

test('the map takes no more lines than it needs', t => {
	t.deepEqual(mapSize(100, 40, 10), {width: 40, height: 3, piecesPerCell: 1});
	t.deepEqual(mapSize(2680, 50, 6), {width: 50, height: 6, piecesPerCell: 9});
	t.deepEqual(mapSize(0, 50, 6), {width: 50, height: 0, piecesPerCell: 1});
});
