import test from 'ava';
import type {Peer} from '../../source/swarm/peer.js';
import {World} from './world.js';

const aria2 = new TextEncoder().encode('A2-1-36-0-abcdefghij');

function closeReason(world: World, peer: Peer): string | undefined {
	return world.closed.find(each => each.peer === peer)?.reason;
}

test('R19: a second bitfield closes the peer', t => {
	const world = new World();
	const peer = world.connect({has: [0]});
	world.torrent.handleBitfield(peer, world.bits([0, 1]), world.now);
	t.is(closeReason(world, peer), 'protocol-violation');
});

test('aria2 sends a bitfield in place of HAVEs: what it adds counts, and it takes nothing back', t => {
	const world = new World();
	const peer = world.connect({has: [0, 1], peerId: aria2, isFast: true});
	world.torrent.handleBitfield(peer, world.bits([1, 2, 5]), world.now);
	t.is(closeReason(world, peer), undefined);
	t.is(peer.piecesKnown, 4);
	t.true(peer.has(0) && peer.has(5));
	world.torrent.handleHaveAll(peer, world.now);
	t.is(peer.availability, 'all');
	t.is(closeReason(world, peer), undefined);
});

test('aria2’s later bitfield still has to have the right length and no spare bits', t => {
	const world = new World({pieceCount: 9});
	const peer = world.connect({has: [0], peerId: aria2});
	world.torrent.handleBitfield(peer, Uint8Array.of(0xff, 0xff), world.now);
	t.is(closeReason(world, peer), 'protocol-violation');
	const other = world.connect({has: [0], peerId: aria2.with(19, 1)});
	world.torrent.handleBitfield(other, new Uint8Array(3), world.now);
	t.is(closeReason(world, other), 'protocol-violation');
});
