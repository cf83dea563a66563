import test from 'ava';
import {Redaction} from '../../../source/commands/bundle/redaction.js';

const shown = new Redaction({hidesAddresses: false, home: '/folk/ada'});

test('keys in URLs are hidden wherever a URL stands', t => {
	t.is(
		shown.text(
			'Tracker http://t.example/0123456789abcdef0123456789abcdef/announce?passkey=secret99 failed',
		),
		'Tracker http://t.example/…/announce?passkey=… failed',
	);
	t.is(shown.text('“udp://t.example:6969/announce”'), '“udp://t.example:6969/announce”');
});

test('the home folder is called ~', t => {
	t.is(shown.text('Cannot write /folk/ada/film/a: no'), 'Cannot write ~/film/a: no');
});

test('addresses stay until they are to be hidden', t => {
	t.is(shown.text('10.1.2.3:6881'), '10.1.2.3:6881');
});

test('the same address has the same name everywhere, each its own', t => {
	const hidden = new Redaction({hidesAddresses: true, home: ''});
	t.deepEqual(
		hidden.value({
			a: '10.1.2.3:6881 [2001:db8::7]:1',
			b: ['Peer 10.1.2.3:80 said', 'http://10.9.9.9:8080/announce', '2001:db8::7'],
			port: 6881,
		}),
		{
			a: 'address-1:6881 [address-2]:1',
			b: ['Peer address-1:80 said', 'http://address-3:8080/announce', 'address-2'],
			port: 6881,
		},
	);
	t.is(hidden.text('127.0.0.1 ::ffff:10.1.2.3'), 'address-4 ::ffff:address-1');
});

test('what only looks like an address stays', t => {
	const hidden = new Redaction({hidesAddresses: true, home: ''});
	for (const text of [
		'2026-11-21T11:43:31.757Z',
		'libtorrent 2.0.8.0.1',
		'999.1.2.3',
		'piece 1:16384+16384',
		'a::b::c',
	]) {
		t.is(hidden.text(text), text);
	}
});

test('who a peer is goes with its address, what it runs stays', t => {
	const peer = {remotePeerId: '2d5452333030302d0123456789abcdef01234567'};
	t.deepEqual(new Redaction({hidesAddresses: true}).value(peer), {
		remotePeerId: '2d5452333030302d…',
	});
	t.deepEqual(shown.value(peer), peer);
});
