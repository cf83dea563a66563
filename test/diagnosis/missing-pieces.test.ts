import test from 'ava';
import {MissingPieces} from '../../source/diagnosis/missing-pieces.js';
import {snapshot, type TorrentFixture, torrentAdded} from './snapshot-fixture.js';

type Identity = Extract<ReturnType<typeof torrentAdded>, {type: 'torrentAdded'}>['torrent'];

function missing(fixture: TorrentFixture, identity: Partial<Identity> = {}): MissingPieces {
	const event = torrentAdded(identity) as Extract<
		ReturnType<typeof torrentAdded>,
		{type: 'torrentAdded'}
	>;
	return new MissingPieces({
		now: 100_000,
		count: fixture.unavailable?.length ?? 0,
		sample: snapshot(0, [fixture]).allPeers![0],
		identity: event.torrent,
		addresses: new Map([[4, '10.0.0.4:6881']]),
	});
}

test('a piece names every file it lies in', t => {
	t.deepEqual(missing({unavailable: [600]}).paths, ['show/one.mkv', 'show/two.mkv']);
	t.deepEqual(missing({unavailable: [599]}).paths, ['show/one.mkv']);
	t.deepEqual(missing({unavailable: [601, 999]}).paths, ['show/two.mkv']);
	t.deepEqual(missing({}).paths, []);
});

test('empty files are not named', t => {
	const files = [
		{path: 'a', length: 60_000_000},
		{path: 'empty', length: 0},
		{path: 'b', length: 40_000_000},
	];
	t.deepEqual(missing({unavailable: [599, 600]}, {files}).paths, ['a', 'b']);
});

test('where padding makes the files’ places unknown, none is named', t => {
	t.deepEqual(missing({unavailable: [3]}, {length: 100_100_000}).paths, []);
});

test('blocks in flight are told with owner and age', t => {
	const {blocks} = missing({
		blocks: [
			[17, 16_384, 16_384, 4, 30_000],
			[18, 0, 16_384, 5, 90_000],
		],
	});
	t.deepEqual(blocks, [
		{index: 17, begin: 16_384, address: '10.0.0.4:6881', ageMs: 70_000},
		{index: 18, begin: 0, address: 'peer 5', ageMs: 10_000},
	]);
});
