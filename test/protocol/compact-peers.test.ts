import test from 'ava';
import type {BencodeValue} from '../../source/protocol/bencode.js';
import {
	decodeCompactPeers,
	decodePeerList,
	encodeCompactPeers,
} from '../../source/protocol/compact-peers.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);

test('IPv4 peers are six bytes each (BEP 23)', t => {
	const bytes = Uint8Array.of(1, 2, 3, 4, 0x1a, 0xe1, 127, 0, 0, 1, 0, 80);
	const addresses = [
		{host: '1.2.3.4', port: 6881},
		{host: '127.0.0.1', port: 80},
	];
	t.deepEqual(decodeCompactPeers(bytes, 4), addresses);
	t.deepEqual(encodeCompactPeers(addresses, 4), bytes);
});

test('IPv6 peers are eighteen bytes each (BEP 7)', t => {
	const bytes = new Uint8Array(36);
	bytes.set([0x20, 0x01, 0x0d, 0xb8], 0);
	bytes.set([1, 0x1a, 0xe1], 15);
	bytes.set([1, 0, 80], 33);
	const addresses = [
		{host: '2001:db8::1', port: 6881},
		{host: '::1', port: 80},
	];
	t.deepEqual(decodeCompactPeers(bytes, 16), addresses);
	t.deepEqual(encodeCompactPeers(addresses, 16), bytes);
});

test('a mapped IPv4 address among the IPv6 ones is told as IPv4', t => {
	const bytes = new Uint8Array(18);
	bytes.set([0xff, 0xff, 1, 2, 3, 4, 0, 80], 10);
	t.deepEqual(decodeCompactPeers(bytes, 16), [{host: '1.2.3.4', port: 80}]);
});

test('a rest that is no whole address, port 0 and impossible addresses are left out', t => {
	t.deepEqual(decodeCompactPeers(Uint8Array.of(1, 2, 3, 4, 0, 80, 5, 6), 4), [
		{host: '1.2.3.4', port: 80},
	]);
	t.deepEqual(
		decodeCompactPeers(
			Uint8Array.of(1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 80, 224, 0, 0, 1, 0, 80, 9, 9, 9, 9, 0, 1),
			4,
		),
		[{host: '9.9.9.9', port: 1}],
	);
	t.deepEqual(decodeCompactPeers(new Uint8Array(5), 4), []);
	t.deepEqual(decodeCompactPeers(new Uint8Array(17), 16), []);
});

test('of a flood of addresses only so many are read', t => {
	t.is(decodeCompactPeers(new Uint8Array(6 * 100_000).fill(1), 4).length, 5000);
});

test('the list of dictionaries of BEP 3 is read, and what is odd in it left out', t => {
	const list: BencodeValue[] = [
		{ip: bytesOf('1.2.3.4'), port: 6881, 'peer id': bytesOf('-XX0000-')},
		{ip: bytesOf('2001:DB8::1'), port: 1},
		{ip: bytesOf('::ffff:5.6.7.8'), port: 2},
		{ip: bytesOf('host.example'), port: 1},
		{ip: bytesOf('1.2.3.4'), port: 0},
		{ip: bytesOf('1.2.3.4'), port: 70_000},
		{ip: bytesOf('0.0.0.0'), port: 5},
		{ip: 5, port: 5},
		{port: 5},
		7,
		[],
	];
	t.deepEqual(decodePeerList(list), [
		{host: '1.2.3.4', port: 6881},
		{host: '2001:db8::1', port: 1},
		{host: '5.6.7.8', port: 2},
	]);
});

test('encoding leaves the other family and host names out', t => {
	const addresses = [
		{host: '::1', port: 1},
		{host: '1.2.3.4', port: 2},
		{host: 'name.example', port: 3},
	];
	t.is(encodeCompactPeers(addresses, 4).length, 6);
	t.is(encodeCompactPeers(addresses, 16).length, 18);
});
