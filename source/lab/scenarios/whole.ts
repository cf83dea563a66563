import {KiB, MiB, type Scenario} from '../scenario.js';

/** Swarms to look at as a whole. */
export const wholeScenarios: readonly Scenario[] = [
	{
		name: 'healthy',
		summary: 'three seeds and two downloaders, and all is well',
		watch:
			'No warning in the Why pane, and its bars are all of the same length: everybody we are connected to is asked and sends. Compare the other scenarios with this one.',
		content: {
			name: 'healthy',
			pieceLength: 64 * KiB,
			files: [
				{path: ['one.bin'], length: 7 * MiB},
				{path: ['two.bin'], length: 5 * MiB},
			],
		},
		trackers: [{protocol: 'http'}, {protocol: 'udp'}],
		peers: [
			{name: 'seed', count: 3, uploads: 100 * KiB},
			{name: 'leecher', count: 2, has: 0.4, uploads: 60 * KiB, downloads: 60 * KiB},
		],
	},
	{
		name: 'flash-crowd',
		summary: 'a new torrent: one seed, and twenty who all begin at once',
		watch:
			'Everybody is at the same point and waits for the same pieces (E28). Watch the map in pane 4: once each piece has left the seed, the crowd feeds itself.',
		shows: {id: 'E28', after: 1},
		content: {
			name: 'premiere',
			pieceLength: 16 * KiB,
			files: [{path: ['film.mkv'], length: 12 * MiB}],
		},
		peers: [
			{name: 'the seed', uploads: 64 * KiB},
			{name: 'crowd', count: 20, has: 'none', uploads: 200 * KiB, downloads: 160 * KiB},
		],
	},
];
