import test from 'ava';
import {
	formatIpv4,
	formatIpv6,
	isPeerIp,
	parseIpAddress,
} from '../../source/protocol/ip-address.js';

test('IPv4 addresses go both ways', t => {
	for (const text of ['0.0.0.0', '127.0.0.1', '192.168.1.255', '255.255.255.255']) {
		t.is(formatIpv4(parseIpAddress(text)!, 0), text);
	}
	for (const text of ['', '1.2.3', '1.2.3.4.5', '256.1.1.1', '01.2.3.4', '1.2.3.a', ' 1.2.3.4']) {
		t.is(parseIpAddress(text), undefined);
	}
});

test('IPv6 addresses come out in the form of RFC 5952', t => {
	for (const [text, canonical] of [
		['::', '::'],
		['::1', '::1'],
		['1::', '1::'],
		['2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
		['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
		['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
		['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
		['fe80::1', 'fe80::1'],
		['64:ff9b::1.2.3.4', '64:ff9b::102:304'],
		['::ffff:1.2.3.4', '1.2.3.4'],
	]) {
		const bytes = parseIpAddress(text!)!;
		t.is(bytes.length, 16);
		t.is(formatIpv6(bytes, 0), canonical!);
	}
	for (const text of [
		':',
		':::',
		'1::2::3',
		'g::',
		'fe80::1%eth0',
		'[::1]',
		'1:2:3:4:5:6:7:8:9',
		'::1 ',
	]) {
		t.is(parseIpAddress(text), undefined);
	}
});

test('no peer is looked for where none can stand', t => {
	for (const [text, isPossible] of [
		['1.2.3.4', true],
		['127.0.0.1', true],
		['10.0.0.1', true],
		['0.0.0.0', false],
		['0.1.2.3', false],
		['224.0.0.1', false],
		['255.255.255.255', false],
		['2001:db8::1', true],
		['::1', true],
		['fd00::1', true],
		['::', false],
		['ff02::1', false],
		['fe80::1', false],
		['::ffff:1.2.3.4', true],
		['::ffff:0.0.0.0', false],
		['::ffff:239.1.1.1', false],
	] as const) {
		const bytes = parseIpAddress(text)!;
		t.is(isPeerIp(bytes, 0, bytes.length as 4 | 16), isPossible, text);
	}
});
