import test from 'ava';
import {clientName} from '../../source/protocol/client-name.js';
import {encodePeerId} from '../../source/protocol/peer-id.js';

const idOf = (opening: string) => new TextEncoder().encode(opening.padEnd(20, '\x01'));

for (const [opening, name] of [
	['-qB4520-', 'qBittorrent 4.5.2'],
	['-DE13F0-', 'Deluge 1.3.15'],
	['-TR2940-', 'Transmission 2.94'],
	['-TR4050-', 'Transmission 4.0.5'],
	['-LT20B0-', 'libtorrent 2.0.11'],
	['-lt0D80-', 'rTorrent 0.13.8'],
	['-UT3553-', 'µTorrent 3.5.5.3'],
	['-ZZ1234-', 'ZZ 1.2.3.4'],
	['A2-1-36-0-', 'aria2 1.36.0'],
	['M7-9-2--', 'BitTorrent 7.9.2'],
	['S58B-----', 'Shadow 5.8.11'],
	['T03I--008', ''],
	['T03I----', 'BitTornado 0.3.18'],
	['exbc\x00\x3a', 'BitComet'],
	['-ML3.1.0-', 'MLDonkey'],
	['', ''],
	['\x1b[2J', ''],
] as const) {
	test(`${JSON.stringify(opening)} is ${name || 'nobody we know'}`, t => {
		t.is(clientName(idOf(opening), null), name);
	});
}

test('what the client calls itself wins, unless it is empty', t => {
	t.is(clientName(idOf('-qB4520-'), 'qBittorrent/4.5.2'), 'qBittorrent/4.5.2');
	t.is(clientName(idOf('-qB4520-'), ' '), 'qBittorrent 4.5.2');
});

test('a name out of a peer id is plain characters, whatever the bytes', t => {
	for (let byte = 0; byte < 256; byte++) {
		for (const at of [0, 1, 3, 6]) {
			const id = idOf('-qB4520-');
			id[at] = byte;
			t.regex(clientName(id, null), /^[\w .µ!~-]*$/);
		}
	}
});

test('our own peer id names us and our version, and is random behind it', t => {
	const random = Uint8Array.from({length: 12}, (_, at) => 100 + at);
	const peerId = encodePeerId('0.12.3', random);
	t.is(peerId.length, 20);
	t.deepEqual(peerId.slice(8), random);
	t.is(clientName(peerId, null), 'unchoke 0.9.3');
	t.is(clientName(encodePeerId('1.2.3-beta.1', random), null), 'unchoke 1.2.3');
});
