import test from 'ava';
import {ActivePiece} from '../../source/swarm/active-piece.js';
import {FreePieces} from '../../source/swarm/free-pieces.js';
import {Peer} from '../../source/swarm/peer.js';
import {Request} from '../../source/swarm/request.js';

const peerOf = (id: number) => new Peer(id, {host: '10.0.0.1', port: id}, 'tracker', false);

function createPiece() {
	const free = new FreePieces();
	const piece = new ActivePiece(3, free);
	piece.begin(7, 40_000, 0);
	return {free, piece};
}

test('the first free block is the lowest that nobody was asked for', t => {
	const {piece, free} = createPiece();
	const peer = peerOf(1);
	const requests = [0, 1, 2].map(block => new Request(peer, piece, block, 0));
	for (const [block, request] of requests.entries()) {
		t.is(piece.firstFree(), block);
		piece.addRequest(request);
	}
	t.is(piece.firstFree(), -1);
	t.is(free.size, 0);
	piece.deleteRequest(requests[1]!);
	t.is(piece.firstFree(), 1);
	t.is(free.size, 1);
});

test('a block asked of several peers is free only when the last request is gone', t => {
	const {piece} = createPiece();
	const requests = [1, 2, 3].map(id => new Request(peerOf(id), piece, 0, 0));
	for (const request of requests) {
		piece.addRequest(request);
	}
	t.is(piece.freeCount, 2);
	piece.deleteRequest(requests[1]!);
	t.true(piece.isAskedOf(0, requests[0]!.peer));
	t.false(piece.isAskedOf(0, requests[1]!.peer));
	piece.deleteRequest(requests[2]!);
	t.is(piece.freeCount, 2);
	piece.deleteRequest(requests[0]!);
	t.is(piece.freeCount, 3);
});

test('a block that is coming in is not free, and is free again when it breaks off', t => {
	const {piece} = createPiece();
	piece.beginReceiving(0, peerOf(1));
	t.is(piece.firstFree(), 1);
	piece.endReceiving(0);
	t.is(piece.firstFree(), 0);
});

test('used again for another piece it knows nothing of the one before', t => {
	const {piece, free} = createPiece();
	for (const block of [0, 1, 2]) {
		piece.beginReceiving(block, peerOf(block));
		piece.receive(block, 5);
	}
	piece.begin(8, 35_000, 10);
	t.is(piece.index, 8);
	t.is(piece.freeCount, 3);
	t.is(piece.firstFree(), 0);
	t.false(piece.hasBlock(1));
	t.is(piece.lengthOf(2), 35_000 - 32_768);
	t.deepEqual(piece.contributors(), []);
	t.deepEqual([...free], [piece]);
});

test('R17: remembers who gave blocks, each once', t => {
	const {piece} = createPiece();
	const [first, second] = [peerOf(1), peerOf(2)];
	for (const [block, peer] of [first, second, first].entries()) {
		piece.beginReceiving(block, peer);
		piece.receive(block, 10 + block);
	}
	t.true(piece.isReceived);
	t.deepEqual(piece.contributors(), [first, second]);
	t.is(piece.lastBlockAt, 12);
	t.is(piece.lengthOf(2), 40_000 - 32_768);
});
