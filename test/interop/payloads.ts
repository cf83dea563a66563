import type {PayloadPlan} from './payload.js';

const KiB = 1024;
const MiB = 1024 * KiB;

/** What torrents in the wild look like, and a little beyond: every pair of clients exchanges all of them. */
export const payloadPlans: readonly PayloadPlan[] = [
	{
		// The last piece is one byte.
		name: 'single file.bin',
		pieceLength: 16 * KiB,
		files: [{path: ['single file.bin'], length: 2 * MiB + 1}],
	},
	{
		name: 'many files',
		pieceLength: 32 * KiB,
		files: [
			{path: ['many files', 'a file with spaces.txt'], length: 70_001},
			{path: ['many files', 'empty.txt'], length: 0},
			{path: ['many files', '写真', '朝の湖 été.jpg'], length: 1 * MiB},
			{path: ['many files', 'deep', 'er', 'and', 'deeper', 'one byte'], length: 1},
			{path: ['many files', 'deep', 'er', 'also empty'], length: 0},
			{path: ['many files', '한국어 😀.txt'], length: 12_345},
		],
	},
	{
		name: 'padded',
		pieceLength: 64 * KiB,
		files: [
			{path: ['padded', 'first.bin'], length: 100_000},
			{path: ['padded', '.pad', '31072'], length: 31_072, isPadding: true},
			{path: ['padded', 'second.bin'], length: 65_536},
			{path: ['padded', 'third.bin'], length: 65_537},
			{path: ['padded', '.pad', '65535'], length: 65_535, isPadding: true},
			{path: ['padded', 'fourth.bin'], length: 10},
		],
	},
	{
		name: 'large pieces.bin',
		pieceLength: 16 * MiB,
		files: [{path: ['large pieces.bin'], length: 33 * MiB + 5}],
	},
];
