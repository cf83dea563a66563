import test from 'ava';
import {ConnectionTrace, type TracedPacket} from '../../../source/engine/trace/connection-trace.js';
import {handshake, message, piece, request} from './conversation.js';

const local = {host: '192.0.2.1', port: 40_000};
const remote = {host: '192.0.2.9', port: 6881};

/** What of a packet matters here: which way, which flags, its place in the sequence. */
function read({parts, length, at, comment}: TracedPacket) {
	const headers = Buffer.from(parts[0]!);
	const headerLength = 20 + (headers[32]! >> 4) * 4;
	return {
		isOurs: headers.readUInt16BE(20) === local.port,
		sequence: headers.readUInt32BE(24),
		acknowledgement: headers.readUInt32BE(28),
		flags: headers[33]!,
		payloadLength: length - headerLength,
		kept: parts[1]?.length ?? 0,
		at,
		comment,
	};
}

function traced(isIncoming = false) {
	const packets: ReturnType<typeof read>[] = [];
	const trace = new ConnectionTrace({local, remote, isIncoming}, 5, packet =>
		packets.push(read(packet)),
	);
	return {trace, packets};
}

test('who opened the connection sends the first packet', t => {
	const flags = ({packets}: ReturnType<typeof traced>) =>
		packets.map(packet => [packet.isOurs, packet.flags, packet.sequence]);
	t.deepEqual(flags(traced()), [
		[true, 2, 0],
		[false, 0x12, 0],
		[true, 0x10, 1],
	]);
	t.deepEqual(flags(traced(true)), [
		[false, 2, 0],
		[true, 0x12, 0],
		[false, 0x10, 1],
	]);
});

test('each message is a packet, and sequence numbers count every byte, kept or not', t => {
	const {trace, packets} = traced();
	trace.handleSent(handshake, 10);
	trace.handleReceived(Buffer.concat([handshake, message(1)]), 20);
	trace.handleSent(request, 30);
	trace.handleReceived(piece, 40);
	trace.handleReceived(message(), 50);
	t.deepEqual(
		packets
			.slice(3)
			.map(({isOurs, sequence, acknowledgement, payloadLength, at}) => [
				...[isOurs, sequence, acknowledgement, payloadLength, at],
			]),
		[
			[true, 1, 1, 68, 10],
			[false, 1, 69, 68, 20],
			[false, 69, 69, 5, 20],
			[true, 69, 74, 17, 30],
			[false, 74, 86, 16_397, 40],
			[false, 16_471, 86, 4, 50],
		],
	);
	t.is(packets[7]?.kept, 13 + 16);
});

test('a message longer than a segment is several, and nothing of it is lost', t => {
	const {trace, packets} = traced();
	trace.handleReceived(handshake, 1);
	trace.handleReceived(message(5, new Uint8Array(100_000)), 2);
	const segments = packets.slice(4);
	t.deepEqual(
		segments.map(({payloadLength, kept, sequence}) => [payloadLength, kept, sequence]),
		[
			[60_000, 60_000, 69],
			[40_005, 40_005, 60_069],
		],
	);
});

test('a message that trickles in says how long it took', t => {
	const {trace, packets} = traced();
	trace.handleReceived(handshake, 0);
	trace.handleReceived(piece.subarray(0, 100), 1000);
	trace.handleReceived(piece.subarray(100), 13_300);
	t.is(packets.at(-1)?.comment, 'took 12.3 s from its first byte to its last');
});

test('the end: what is not whole with what it would have been, then who closed, and why', t => {
	const {trace, packets} = traced();
	trace.handleReceived(handshake, 0);
	trace.handleReceived(piece.subarray(0, 5000), 1);
	trace.handleClosed(false, 'reset-by-peer: gone', 2);
	const [rest, fin, finBack, last] = packets.slice(4);
	t.like(rest, {
		isOurs: false,
		payloadLength: 29,
		comment: 'the connection ended after 5000 of 16397 bytes of this message',
	});
	t.like(fin, {isOurs: false, flags: 0x11, comment: 'reset-by-peer: gone'});
	t.like(finBack, {isOurs: true, flags: 0x11});
	t.like(last, {isOurs: false, flags: 0x10});
});
