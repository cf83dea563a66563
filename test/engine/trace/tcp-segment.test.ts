import test from 'ava';
import {segmentHeaders, tcpFlags} from '../../../source/engine/trace/tcp-segment.js';

const base = {
	from: {host: '192.0.2.1', port: 6881},
	to: {host: '192.0.2.9', port: 51_413},
	sequence: 1,
	acknowledgement: 2,
	flags: tcpFlags.psh | tcpFlags.ack,
	payload: Uint8Array.of(1, 2, 3),
	payloadLength: 3,
};

/** The ones' complement sum of 16-bit words: with its checksum in it, it is all ones (RFC 1071). */
function sum(bytes: Uint8Array): number {
	let total = 0;
	for (const [at, byte] of bytes.entries()) {
		total += at % 2 === 0 ? byte << 8 : byte;
	}
	while (total > 0xffff) {
		total = (total & 0xffff) + (total >>> 16);
	}
	return total;
}

function tcpSum(headers: Uint8Array, ipLength: number, addresses: Uint8Array): number {
	const tcp = Buffer.concat([headers.subarray(ipLength), base.payload]);
	return sum(Buffer.concat([addresses, Uint8Array.of(0, 6, 0, tcp.length), tcp]));
}

test('the headers of a segment over IPv4, field by field', t => {
	const headers = Buffer.from(segmentHeaders(base)!);
	t.is(headers.length, 40);
	t.is(headers.readUInt16BE(2), 43);
	t.is(headers[9], 6);
	t.is(headers.subarray(12, 20).toString('hex'), 'c0000201c0000209');
	t.is(headers.readUInt16BE(20), 6881);
	t.is(headers.readUInt16BE(22), 51_413);
	t.is(headers.readUInt32BE(24), 1);
	t.is(headers.readUInt32BE(28), 2);
	t.is(headers[33], 0x18);
	t.is(sum(headers.subarray(0, 20)), 0xffff);
	t.is(tcpSum(headers, 20, headers.subarray(12, 20)), 0xffff);
});

test('the headers of a segment over IPv6', t => {
	const from = {host: '2001:db8::1', port: 1};
	const to = {host: '2001:db8::2', port: 2};
	const headers = Buffer.from(segmentHeaders({...base, from, to})!);
	t.is(headers.length, 60);
	t.is(headers[0], 0x60);
	t.is(headers.readUInt16BE(4), 23);
	t.is(headers[6], 6);
	t.is(headers.subarray(8, 24).toString('hex'), '20010db8000000000000000000000001');
	t.is(tcpSum(headers, 40, headers.subarray(8, 40)), 0xffff);
});

test('a SYN has its options, and no acknowledgement without the flag', t => {
	const nothing = {payload: new Uint8Array(0), payloadLength: 0};
	const headers = Buffer.from(segmentHeaders({...base, ...nothing, flags: tcpFlags.syn})!);
	t.is(headers.length, 48);
	t.is(headers[32], 7 << 4);
	t.is(headers.readUInt32BE(28), 0);
});

test('a segment that is not kept whole has the length it had, and no checksum', t => {
	const headers = Buffer.from(segmentHeaders({...base, payloadLength: 16_397})!);
	t.is(headers.readUInt16BE(2), 40 + 16_397);
	t.is(headers.readUInt16BE(36), 0);
});

test('two families have no packet between them', t => {
	t.is(segmentHeaders({...base, to: {host: '::1', port: 1}}), undefined);
	t.is(segmentHeaders({...base, to: {host: 'name.example', port: 1}}), undefined);
});
