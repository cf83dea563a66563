import {createHash} from 'node:crypto';
import test from 'ava';
import {LabContent} from '../../source/lab/lab-content.js';
import {type BencodeDictionary, decodeDictionary} from '../../source/protocol/bencode.js';
import {ParseError} from '../../source/protocol/parse-error.js';

const plan = {
	name: 'made up',
	pieceLength: 32_768,
	files: [
		{path: ['a'], length: 50_000},
		{path: ['b', 'c'], length: 48_305},
	],
};

test('the torrent describes exactly the bytes that are read from it', async t => {
	const content = await LabContent.make(plan, 1);
	const decoded = decodeDictionary(
		content.metainfo(['http://127.0.0.1:1/announce', 'udp://127.0.0.1:2']),
	);
	if (decoded instanceof ParseError) {
		t.fail(decoded.message);
		return;
	}

	const info = decoded.value['info'] as BencodeDictionary;
	const hashes = Buffer.from(info['pieces'] as Uint8Array);
	t.is(content.pieceCount, 4);
	t.is(hashes.length, 80);
	// The last piece has a single byte.
	t.is(content.pieceLengthOf(3), 1);
	for (let index = 0; index < 4; index++) {
		const piece = content.read(index, 0, content.pieceLengthOf(index));
		t.deepEqual(
			createHash('sha1').update(piece).digest(),
			hashes.subarray(index * 20, index * 20 + 20),
		);
		const part = content.read(index, 16_384, 100);
		t.deepEqual(Buffer.from(part), Buffer.from(content.read(index, 0, 16_484)).subarray(16_384));
	}
});

test('bytes may be read from anywhere, as an odd request does', async t => {
	const content = await LabContent.make(plan, 1);
	const piece = Buffer.from(content.read(1, 0, 100));
	t.deepEqual(Buffer.from(content.read(1, 3, 90)), piece.subarray(3, 93));
});

test('the info hash is of the info dictionary as it stands in the torrent, whatever the trackers', async t => {
	const content = await LabContent.make(plan, 1);
	for (const trackers of [[], ['http://127.0.0.1:1/announce']]) {
		const bytes = content.metainfo(trackers);
		const decoded = decodeDictionary(bytes);
		if (decoded instanceof ParseError) {
			t.fail(decoded.message);
			return;
		}

		const {start, end} = decoded.spans.get('info')!;
		t.deepEqual(
			createHash('sha1').update(bytes.subarray(start, end)).digest(),
			Buffer.from(content.infoHash),
		);
	}
});

test('the same seed makes the same bytes, another seed others', async t => {
	const [one, same, other] = await Promise.all(
		[1, 1, 2].map(async seed => LabContent.make(plan, seed)),
	);
	t.deepEqual(one!.read(1, 0, 1000), same!.read(1, 0, 1000));
	t.notDeepEqual(one!.read(1, 0, 1000), other!.read(1, 0, 1000));
	t.notDeepEqual(one!.read(0, 0, 1000), one!.read(1, 0, 1000));
});
