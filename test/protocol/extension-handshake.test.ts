import test from 'ava';
import {type BencodeInput, encodeBencode} from '../../source/protocol/bencode.js';
import {
	decodeExtensionHandshake,
	encodeExtensionHandshake,
	type PeerExtensions,
} from '../../source/protocol/extension-handshake.js';
import {ParseError} from '../../source/protocol/parse-error.js';

function decode(said: Record<string, BencodeInput>, before?: PeerExtensions): PeerExtensions {
	const extensions = decodeExtensionHandshake(encodeBencode(said), before);
	if (extensions instanceof ParseError) {
		throw extensions;
	}
	return extensions;
}

const silence: PeerExtensions = {
	client: null,
	reqq: null,
	isUploadOnly: null,
	listenPort: null,
	metadataSize: null,
	messages: new Map(),
	yourIp: null,
};

test('what we say is what another unchoke hears', t => {
	const payload = encodeExtensionHandshake({
		messages: {ut_metadata: 1, ut_pex: 2},
		client: 'unchoke 0.1.0',
		reqq: 500,
		isUploadOnly: true,
		listenPort: 6881,
		metadataSize: 31_235,
		yourIp: Uint8Array.of(1, 2, 3, 4),
	});
	t.deepEqual(decodeExtensionHandshake(payload), {
		client: 'unchoke 0.1.0',
		reqq: 500,
		isUploadOnly: true,
		listenPort: 6881,
		metadataSize: 31_235,
		messages: new Map([
			['ut_metadata', 1],
			['ut_pex', 2],
		]),
		yourIp: Uint8Array.of(1, 2, 3, 4),
	});
});

test('what we have nothing to say about is left out', t => {
	const payload = encodeExtensionHandshake({messages: {}, client: 'x', reqq: 1});
	t.is(new TextDecoder().decode(payload), 'd1:mde4:reqqi1e1:v1:xe');
});

test('an empty handshake says nothing', t => {
	t.deepEqual(decode({}), silence);
});

test('values out of their bounds and of the wrong kind count as not said', t => {
	t.deepEqual(
		decode({
			v: 5,
			reqq: 0,
			p: 70_000,
			metadata_size: -1,
			upload_only: 'yes',
			yourip: 'abc',
			m: ['ut_pex'],
		}),
		silence,
	);
	t.is(decode({metadata_size: 2 ** 40}).metadataSize, null);
});

test('odd extension names and ids are passed over', t => {
	const m: Record<string, BencodeInput> = {ok: 255, off: 0, high: 256, low: -1, text: '1'};
	m['n'.repeat(65)] = 1;
	t.deepEqual(decode({m}).messages, new Map([['ok', 255]]));
});

test('of a flood of extensions only so many are kept', t => {
	const m = Object.fromEntries(Array.from({length: 500}, (_, at) => [`x${at}`, 1]));
	t.is(decode({m}).messages.size, 100);
});

test('a second handshake changes only what it names, and id 0 switches off (BEP 10)', t => {
	const first = decode({v: 'a', reqq: 10, upload_only: 0, m: {ut_pex: 1, ut_metadata: 2}});
	const second = decode({upload_only: 1, m: {ut_pex: 0, lt_donthave: 7}}, first);
	t.like(second, {client: 'a', reqq: 10, isUploadOnly: true});
	t.deepEqual(
		second.messages,
		new Map([
			['ut_metadata', 2],
			['lt_donthave', 7],
		]),
	);
	t.is(first.messages.size, 2);
});

test('a hostile client name is escaped and cut', t => {
	t.is(decode({v: 'x\x1b]0;y\x07'}).client, 'x\\x1b]0;y\\x07');
	t.is([...decode({v: 'x'.repeat(10_000)}).client!].length, 60);
});

test('bytes behind the dictionary are let by, rubbish is not', t => {
	const decoder = (text: string) => decodeExtensionHandshake(new TextEncoder().encode(text));
	t.deepEqual(decoder('dexyz'), silence);
	t.true(decoder('') instanceof ParseError);
	t.true(decoder('le') instanceof ParseError);
	t.true(decoder('d1:md') instanceof ParseError);
});
