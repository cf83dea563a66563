import test from 'ava';
import {
	messageLength,
	writeBlockHeader,
	writeMessage,
	writeRequest,
} from '../../source/protocol/message-encoder.js';
import type {Message} from '../../source/protocol/messages.js';

/** What BEP 3, 5, 6 and 10 say each message looks like. */
const examples: ReadonlyArray<readonly [Message, readonly number[]]> = [
	[{type: 'keepAlive'}, [0, 0, 0, 0]],
	[{type: 'choke'}, [0, 0, 0, 1, 0]],
	[{type: 'unchoke'}, [0, 0, 0, 1, 1]],
	[{type: 'interested'}, [0, 0, 0, 1, 2]],
	[{type: 'notInterested'}, [0, 0, 0, 1, 3]],
	[{type: 'have', index: 0x01020304}, [0, 0, 0, 5, 4, 1, 2, 3, 4]],
	[{type: 'bitfield', bits: Uint8Array.of(0xff, 0x80)}, [0, 0, 0, 3, 5, 0xff, 0x80]],
	[
		{type: 'request', index: 1, begin: 0x4000, length: 0x4000},
		[0, 0, 0, 13, 6, 0, 0, 0, 1, 0, 0, 0x40, 0, 0, 0, 0x40, 0],
	],
	[
		{type: 'cancel', index: 2, begin: 3, length: 4},
		[0, 0, 0, 13, 8, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4],
	],
	[{type: 'port', port: 6881}, [0, 0, 0, 3, 9, 0x1a, 0xe1]],
	[{type: 'suggestPiece', index: 5}, [0, 0, 0, 5, 13, 0, 0, 0, 5]],
	[{type: 'haveAll'}, [0, 0, 0, 1, 14]],
	[{type: 'haveNone'}, [0, 0, 0, 1, 15]],
	[
		{type: 'rejectRequest', index: 0xffffffff, begin: 0, length: 1},
		[0, 0, 0, 13, 16, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 1],
	],
	[{type: 'allowedFast', index: 9}, [0, 0, 0, 5, 17, 0, 0, 0, 9]],
	[{type: 'extended', id: 0, payload: Uint8Array.of(100, 101)}, [0, 0, 0, 4, 20, 0, 100, 101]],
];

for (const [message, bytes] of examples) {
	test(`${message.type} is written as its BEP says, and nothing around it`, t => {
		const target = new Uint8Array(bytes.length + 4).fill(0xaa);
		t.is(messageLength(message), bytes.length);
		t.is(writeMessage(message, target, 2), bytes.length);
		t.deepEqual([...target], [0xaa, 0xaa, ...bytes, 0xaa, 0xaa]);
	});
}

test('the fast way to write a REQUEST gives the same bytes', t => {
	const request = {type: 'request', index: 70_000, begin: 1_048_576, length: 16_383} as const;
	const slow = new Uint8Array(17);
	const fast = new Uint8Array(17);
	writeMessage(request, slow, 0);
	t.is(writeRequest(fast, 0, request.index, request.begin, request.length), 17);
	t.deepEqual(fast, slow);
});

test('the header of a PIECE announces the body behind it', t => {
	const target = new Uint8Array(13);
	t.is(writeBlockHeader(target, 0, 1, 2, 16_384), 13);
	t.deepEqual([...target], [0, 0, 0x40, 9, 7, 0, 0, 0, 1, 0, 0, 0, 2]);
});
