import test from 'ava';
import {formatPeerAddress, parseHostPort} from '../../source/protocol/peer-address.js';

test('an address is written with its port, IPv6 in brackets, and read again', t => {
	for (const [text, host] of [
		['1.2.3.4:6881', '1.2.3.4'],
		['[2001:db8::1]:1', '2001:db8::1'],
		['tracker.example:65535', 'tracker.example'],
	] as const) {
		const parsed = parseHostPort(text)!;
		t.is(parsed.host, host);
		t.is(formatPeerAddress(parsed), text);
	}
});

test('what has no host or no port is no address', t => {
	for (const text of [
		'',
		'1.2.3.4',
		':80',
		'1.2.3.4:',
		'::1:80',
		'[::1]',
		'a:0',
		'a:65536',
		'a b:1',
		'a:1x',
	]) {
		t.is(parseHostPort(text), undefined);
	}
});
