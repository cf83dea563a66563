import test from 'ava';
import {addressKey} from '../../../source/ui/columns/address-key.js';

test('addresses sort by value, IPv4 before IPv6', t => {
	const addresses = [
		'[2001:db8::1]:80',
		'10.0.0.10:6881',
		'9.0.0.1:1',
		'10.0.0.9:6881',
		'10.0.0.9:80',
	];
	t.deepEqual(
		addresses.toSorted((a, b) => (addressKey(a) < addressKey(b) ? -1 : 1)),
		['9.0.0.1:1', '10.0.0.9:80', '10.0.0.9:6881', '10.0.0.10:6881', '[2001:db8::1]:80'],
	);
});
