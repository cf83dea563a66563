import test from 'ava';
import {encodeBencode} from '../../source/protocol/bencode.js';
import {
	decodeMetadataMessage,
	encodeMetadataMessage,
	metadataPieceLength,
} from '../../source/protocol/metadata-exchange.js';
import {ParseError} from '../../source/protocol/parse-error.js';

const decodeText = (text: string) => decodeMetadataMessage(new TextEncoder().encode(text));

test('a request and a reject name a piece (BEP 9)', t => {
	for (const [type, number] of [
		['request', 0],
		['reject', 2],
	] as const) {
		const payload = encodeMetadataMessage({type, piece: 3});
		t.is(new TextDecoder().decode(payload), `d8:msg_typei${number}e5:piecei3ee`);
		t.deepEqual(decodeMetadataMessage(payload), {type, piece: 3});
	}
});

test('a piece stands behind its dictionary', t => {
	const bytes = Uint8Array.of(0x65, 0, 255);
	const message = {type: 'data', piece: 1, totalSize: metadataPieceLength + 3, bytes} as const;
	const payload = encodeMetadataMessage(message);
	t.deepEqual(payload.slice(-3), bytes);
	const decoded = decodeMetadataMessage(payload);
	t.like(decoded, {type: 'data', piece: 1, totalSize: metadataPieceLength + 3});
	t.deepEqual(new Uint8Array((decoded as {bytes: Uint8Array}).bytes), bytes);
});

test('a piece has to be as long as the total says', t => {
	for (const [piece, totalSize, length] of [
		[0, 10, 9],
		[0, 10, 11],
		[1, 10, 0],
		[0, metadataPieceLength * 2, metadataPieceLength - 1],
		[0, 0, 0],
		[0, -1, 0],
		[0, 2 ** 40, metadataPieceLength],
	] as const) {
		const bytes = new Uint8Array(length);
		const payload = encodeMetadataMessage({type: 'data', piece, totalSize, bytes});
		t.true(decodeMetadataMessage(payload) instanceof ParseError);
	}
	const whole = {type: 'data', piece: 0, totalSize: 10, bytes: new Uint8Array(10)} as const;
	t.like(decodeMetadataMessage(encodeMetadataMessage(whole)), {type: 'data'});
});

test('a type we don’t know is told as such', t => {
	t.deepEqual(decodeText('d8:msg_typei9e5:piecei0ee'), {type: 'unknown'});
});

test('rubbish is refused by name', t => {
	for (const text of [
		'',
		'le',
		'de',
		'd8:msg_typei0ee',
		'd8:msg_typei0e5:piecei-1ee',
		'd5:piecei0ee',
	]) {
		t.true(decodeText(text) instanceof ParseError);
	}
	t.true(decodeMetadataMessage(encodeBencode({msg_type: 0, piece: 10 ** 9})) instanceof ParseError);
});
