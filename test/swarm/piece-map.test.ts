import test from 'ava';
import {PieceMap, pieceStates} from '../../source/swarm/piece-map.js';

/** Three pieces of 40,000 bytes, the last of 10,001: blocks are cut per piece. */
function createMap(): PieceMap {
	return new PieceMap({length: 90_001, pieceLength: 40_000, pieceCount: 3});
}

test('pieces and blocks are cut as the torrent is', t => {
	const pieces = createMap();
	t.is(pieces.lengthOf(0), 40_000);
	t.is(pieces.lengthOf(2), 10_001);
	t.is(pieces.blocksOf(0), 3);
	t.is(pieces.blocksOf(2), 1);
	t.is(pieces.blockAt(0, 32_768, 40_000 - 32_768), 2);
	t.is(pieces.blockAt(0, 32_768, 16_384), -1);
	t.is(pieces.blockAt(0, 100, 16_384), -1);
	t.is(pieces.blockAt(3, 0, 16_384), -1);
	t.true(pieces.isInRange(2, 10_000, 1));
	t.false(pieces.isInRange(2, 10_000, 2));
	t.false(pieces.isInRange(0, 0, 0));
});

test('a piece goes from missing over active and verifying to have, and every number follows', t => {
	const pieces = createMap();
	t.is(pieces.wantedLeft, 3);
	pieces.open(2, 0);
	t.is(pieces.stateOf(2), pieceStates.active);
	t.false(pieces.isOpenable(2));
	pieces.submit(2);
	t.is(pieces.active.size, 0);
	pieces.complete(2);
	t.true(pieces.has(2));
	t.false(pieces.isWanted(2));
	t.is(pieces.wantedLeft, 2);
	t.is(pieces.wantedLeftAt(4), 2);
	t.is(pieces.haveBlocks, 1);
	t.deepEqual([...pieces.haveBits], [0x20]);
});

test('a piece that failed is missing, wanted and openable again', t => {
	const pieces = createMap();
	pieces.open(0, 0);
	pieces.submit(0);
	const {version} = pieces.free;
	pieces.fail(0);
	t.true(pieces.isOpenable(0));
	t.true(pieces.isWanted(0));
	t.true(pieces.free.version > version);
});

test('skipped pieces are not wanted; the torrent is complete without them but no seed', t => {
	const pieces = createMap();
	pieces.replacePriorities(Uint8Array.of(4, 0, 0));
	t.is(pieces.wantedCount, 1);
	t.false(pieces.isOpenable(1));
	pieces.replaceHave(Uint8Array.of(0x80));
	t.true(pieces.isComplete);
	t.false(pieces.isSeed);
	pieces.replaceHave(Uint8Array.of(0xe0));
	t.true(pieces.isSeed);
	t.is(pieces.haveBlocks, 7);
});

test('a torrent of no pieces is complete', t => {
	t.true(new PieceMap({length: 0, pieceLength: 16_384, pieceCount: 0}).isComplete);
});
