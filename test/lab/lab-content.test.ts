import {createHash} from 'node:crypto';
import {tmpdir} from 'node:os';
import test from 'ava';
import {freeSpace} from '../../source/engine/disk/free-space.js';
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

test('a bad piece has a hash that its bytes don’t have, the others are as they were', async t => {
	const [good, bad] = [
		await LabContent.make(plan, 1),
		await LabContent.make({...plan, badPieces: [2]}, 1),
	];
	const hashesOf = (content: LabContent): Buffer => {
		const decoded = decodeDictionary(content.metainfo([]));
		if (decoded instanceof ParseError) {
			throw decoded;
		}

		return Buffer.from((decoded.value['info'] as BencodeDictionary)['pieces'] as Uint8Array);
	};
	const [right, wrong] = [hashesOf(good), hashesOf(bad)];
	const differing = [0, 1, 2, 3].filter(
		index =>
			!right
				.subarray(index * 20, index * 20 + 20)
				.equals(wrong.subarray(index * 20, index * 20 + 20)),
	);
	t.deepEqual(differing, [2]);
	t.deepEqual(good.read(2, 0, 100), bad.read(2, 0, 100));
});

test('a private torrent says so', async t => {
	const decoded = decodeDictionary(
		(await LabContent.make({...plan, isPrivate: true}, 1)).metainfo([]),
	);
	if (decoded instanceof ParseError) {
		t.fail(decoded.message);
		return;
	}

	t.is((decoded.value['info'] as BencodeDictionary)['private'], 1);
});

test('a torrent too large for the disk needs more than there is room for, and only its first piece exists', async t => {
	const free = (await freeSpace(tmpdir())) ?? 0;
	const content = await LabContent.make({...plan, isTooLarge: true}, 1);
	t.true(content.length > free);
	t.is(content.existingPieces, 1);
	t.true(content.pieceCount > 1 && content.pieceCount <= 32_769);
	const piece = content.read(0, 0, content.pieceLengthOf(0));
	const decoded = decodeDictionary(content.metainfo([]));
	if (decoded instanceof ParseError) {
		t.fail(decoded.message);
		return;
	}

	const hashes = Buffer.from((decoded.value['info'] as BencodeDictionary)['pieces'] as Uint8Array);
	t.deepEqual(createHash('sha1').update(piece).digest(), hashes.subarray(0, 20));
});
