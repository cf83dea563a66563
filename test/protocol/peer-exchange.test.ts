import test from 'ava';
import {encodeBencode} from '../../source/protocol/bencode.js';
import {ParseError} from '../../source/protocol/parse-error.js';
import {
	decodePeerExchange,
	encodePeerExchange,
	type PeerExchange,
} from '../../source/protocol/peer-exchange.js';

const plain = {prefersEncryption: false, isUploadOnly: false, hasUtp: false, isReachable: false};

test('who came and who went goes over in both families, with what is known of each (BEP 11)', t => {
	const exchange: PeerExchange = {
		added: [
			{host: '1.2.3.4', port: 1, ...plain, prefersEncryption: true},
			{host: '5.6.7.8', port: 2, ...plain, isUploadOnly: true, isReachable: true},
			{host: '2001:db8::1', port: 3, ...plain, hasUtp: true},
		],
		dropped: [
			{host: '9.9.9.9', port: 4},
			{host: '::1', port: 5},
		],
	};
	t.deepEqual(decodePeerExchange(encodePeerExchange(exchange)), exchange);
});

test('the flags are the bits of BEP 11', t => {
	const added = [{host: '1.2.3.4', port: 1, ...plain, hasUtp: true, isReachable: true}];
	const payload = encodePeerExchange({added, dropped: []});
	t.is(
		new TextDecoder('latin1').decode(payload),
		'd5:added6:\x01\x02\x03\x04\0\x017:added.f1:\x146:added60:8:added6.f0:7:dropped0:8:dropped60:e',
	);
});

test('a peer that is left out does not shift the flags of the next', t => {
	const payload = encodeBencode({
		added: Uint8Array.of(0, 0, 0, 0, 0, 1, 1, 2, 3, 4, 0, 0, 5, 6, 7, 8, 0, 9),
		'added.f': Uint8Array.of(1, 4, 2),
	});
	t.deepEqual(decodePeerExchange(payload), {
		added: [{host: '5.6.7.8', port: 9, ...plain, isUploadOnly: true}],
		dropped: [],
	});
});

test('missing flags, odd lengths and other kinds are taken for nothing', t => {
	const payload = encodeBencode({
		added: Uint8Array.of(1, 2, 3, 4, 0, 1, 9, 9),
		added6: 5,
		dropped: ['x'],
	});
	t.deepEqual(decodePeerExchange(payload), {
		added: [{host: '1.2.3.4', port: 1, ...plain}],
		dropped: [],
	});
	t.deepEqual(decodePeerExchange(encodeBencode({})), {added: [], dropped: []});
	t.true(decodePeerExchange(new Uint8Array()) instanceof ParseError);
});

test('of a flood only so many are read', t => {
	const payload = encodeBencode({added: new Uint8Array(6 * 10_000).fill(1)});
	t.is((decodePeerExchange(payload) as PeerExchange).added.length, 200);
});
