import test from 'ava';
import {messageLength, writeMessage} from '../../../source/protocol/message-encoder.js';
import type {Message} from '../../../source/protocol/messages.js';
import {type JoinOptions, RuleSwarm} from './rule-swarm.js';

function bytesOf(message: Message): Uint8Array {
	const bytes = new Uint8Array(messageLength(message));
	writeMessage(message, bytes, 0);
	return bytes;
}

/** What each peer sends, and what our engine is to say of it. */
const violations: ReadonlyArray<{
	readonly title: string;
	readonly join?: JoinOptions;
	readonly bytes: Uint8Array;
	readonly detail: RegExp;
}> = [
	{
		title: 'a length over the bound of its message',
		bytes: Uint8Array.of(0, 16, 0, 1, 20),
		detail: /1048577 bytes/,
	},
	{
		title: 'a second bitfield',
		join: {has: [1]},
		bytes: bytesOf({type: 'bitfield', bits: Uint8Array.of(0x40)}),
		detail: /told all its pieces a second time/,
	},
	{
		title: 'a bitfield of the wrong length',
		bytes: bytesOf({type: 'bitfield', bits: Uint8Array.of(0x40, 0)}),
		detail: /bitfield|bytes/i,
	},
	{
		title: 'a HAVE out of range',
		join: {has: [1]},
		bytes: bytesOf({type: 'have', index: 8}),
		detail: /8/,
	},
	{
		title: 'a Fast message without Fast negotiated',
		join: {isFast: false},
		bytes: bytesOf({type: 'haveAll'}),
		detail: /HAVE_ALL without Fast negotiated/,
	},
];

for (const {title, join = {}, bytes, detail} of violations) {
	test(`R19: ${title} closes the peer`, async t => {
		const swarm = await RuleSwarm.start(t);
		const peer = await swarm.join(join);
		peer.sendBytes(bytes);
		const closed = await swarm.ended(peer);
		t.is(closed.reason, 'protocol-violation');
		t.regex(closed.detail, detail);
		await peer.hear('closed');
	});
}

test('R19: a bitfield with spare bits set closes the peer', async t => {
	const swarm = await RuleSwarm.start(t, {pieceCount: 9});
	const peer = await swarm.join();
	peer.send({type: 'bitfield', bits: Uint8Array.of(0xff, 0xc0)});
	t.is((await swarm.ended(peer)).reason, 'protocol-violation');
});

test('R19: unknown messages and unknown extensions are ignored', async t => {
	const swarm = await RuleSwarm.start(t);
	const peer = await swarm.join({has: 'none'});
	peer.sendBytes(Uint8Array.of(0, 0, 0, 4, 99, 1, 2, 3));
	peer.send({type: 'extended', id: 77, payload: Uint8Array.of(1, 2, 3)});
	peer.send({type: 'have', index: 7});
	await peer.hear('interested');
	t.false(swarm.hasEnded(peer));
});

test('R19: aria2 alone may send a bitfield for HAVEs, and takes nothing back with it', async t => {
	const swarm = await RuleSwarm.start(t);
	const peerId = new TextEncoder().encode('A2-1-36-0-abcdefghij');
	const aria2 = await swarm.join({has: [1], peerId});
	aria2.send({type: 'bitfield', bits: swarm.bits([5])}, {type: 'bitfield', bits: swarm.bits([6])});
	await swarm.echo(aria2);
	t.is((await swarm.view(aria2)).piecesKnown, 3);
	t.false(swarm.hasEnded(aria2));
	const other = await swarm.join({has: [1]});
	other.send({type: 'bitfield', bits: swarm.bits([5])});
	t.is((await swarm.ended(other)).reason, 'protocol-violation');
});
