import {KiB, MiB, type Scenario} from '../scenario.js';

/** A torrent of which some pieces are to be missing. */
const content = {
	name: 'archive',
	pieceLength: 64 * KiB,
	files: [
		{path: ['first.bin'], length: 2 * MiB},
		{path: ['second.bin'], length: 2 * MiB},
	],
} as const;

/** Two peers with the same 70 %; the second lacks most of that and takes it from us, which keeps it here. */
const partial = [
	{name: 'has 70 %', has: [0, 0.7], uploads: 400 * KiB},
	{name: 'wants from us', has: [0, 0.2], downloads: 12 * KiB},
] as const;

/** The peers we have can't give what we lack: E25, E25b, E27, E27b, E28. */
export const availabilityScenarios: readonly Scenario[] = [
	{
		name: 'e25-silent',
		summary: 'four peers that never say what they have',
		watch:
			'Pane 2: “?” under has, “not told yet” under can download. At 60 s the silent ones are dropped and others get their place.',
		shows: {id: 'E25', after: 60},
		peers: [{name: 'silent', count: 4, tells: 'nothing'}],
	},
	{
		name: 'e25b-all-empty',
		summary: 'four peers, and none has a piece yet',
		watch:
			'Pane 2: 0 % under has, all the way down. Everybody waits for a first seed. (They stay here by the policy pressure; strict would drop them after a while.)',
		shows: {id: 'E25b', after: 1},
		settings: {uselessPolicy: 'pressure'},
		peers: [{name: 'empty', count: 4, has: 'none'}],
	},
	{
		name: 'e27-missing',
		summary: 'nobody here has the last third',
		watch:
			'Pane 4: the end of the map is in the colour for “nobody has it”. The Why pane lists those pieces and the file they belong to; the other file is whole.',
		shows: {id: 'E27', after: 12},
		content,
		peers: [...partial],
	},
	{
		name: 'e27b-others-might',
		summary: 'nobody connected has the last third, and a seed is known that refuses us',
		watch:
			'As e27-missing, but the tracker counts a seed: what we lack exists, only not at those we are connected to.',
		shows: {id: 'E27b', after: 12, also: ['E14c']},
		content,
		peers: [...partial, {name: 'seed', connects: 'refuses'}],
	},
	{
		name: 'e28-abreast',
		summary: 'nine downloaders at the same point and one slow seed',
		watch:
			'Pane 2: everybody has as much as we do, and one row says 100 %. Each new piece comes from that one seed and is passed around at once: nobody can be faster than it.',
		shows: {id: 'E28', after: 1},
		content: {
			name: 'fresh',
			pieceLength: 16 * KiB,
			files: [{path: ['fresh.bin'], length: 8 * MiB}],
		},
		peers: [
			{name: 'the seed', uploads: 48 * KiB},
			{name: 'crowd', count: 9, has: 'none', uploads: 160 * KiB, downloads: 128 * KiB},
		],
	},
];
