import {KiB, MiB, type Scenario} from '../scenario.js';

/** Data could come and does not, or not as fast as it might: E24, E26, E32–E34. */
export const transferScenarios: readonly Scenario[] = [
	{
		name: 'e24-liar',
		summary: 'a peer that sends corrupt data, among two that don’t',
		watch:
			'Pane 2: the liar is gone with “sent corrupt data” and banned in both directions. Its piece is fetched again elsewhere; nothing else is lost.',
		shows: {id: 'E24', after: 5},
		peers: [
			{name: 'liar', lies: 1, found: 'given'},
			{name: 'seed', count: 2, uploads: 40 * KiB},
		],
	},
	{
		name: 'e24-bad-torrent',
		summary: 'a torrent with a wrong hash: one piece fails whoever sends it',
		watch:
			'The same piece fails again and again, from different peers: then it is not they who are wrong but the torrent, this machine’s memory or its disk.',
		shows: {id: 'E24', after: 10},
		content: {
			name: 'bad hash',
			pieceLength: 64 * KiB,
			files: [{path: ['bad.bin'], length: 2 * MiB}],
			badPieces: [3],
		},
		peers: [{name: 'honest', count: 6, uploads: 60 * KiB}],
	},
	{
		name: 'e26-endgame',
		summary: 'three seeds that keep the last three pieces to themselves',
		watch:
			'It runs to 97 % and stops. Pane 3 has the blocks that are missing, each with the letter of one peer that was asked: all were, and none comes.',
		shows: {id: 'E26', after: 75, also: ['E33']},
		content: {
			name: 'almost',
			pieceLength: 64 * KiB,
			files: [{path: ['almost.bin'], length: 8 * MiB}],
		},
		peers: [{name: 'withholding', count: 3, uploads: 400 * KiB, withholds: [0.975, 1]}],
	},
	{
		name: 'e32-all-refuse',
		summary: 'three seeds that unchoke us and reject every request',
		watch:
			'Pane 2: unchoked, nothing outstanding under pipeline, and now and then “refuses us” under can download: what was rejected is asked again after a while only, and later each time.',
		shows: {id: 'E32', after: 14},
		peers: [{name: 'refusing', count: 3, rejects: 1}],
	},
	{
		name: 'e33-no-data',
		summary: 'three seeds that stop sending and keep the connection',
		watch:
			'Pane 2: the pipeline is full, the oldest request grows old, and last stands still. At 30 s a peer is snubbed, at 60 s its requests are asked elsewhere.',
		shows: {id: 'E33', after: 36},
		content: {
			name: 'stalled',
			pieceLength: 64 * KiB,
			files: [{path: ['stalled.bin'], length: 8 * MiB}],
		},
		peers: [{name: 'stalling', count: 3, uploads: 40 * KiB, moves: [[4, 'stall']]}],
	},
	{
		name: 'e34-own-cap',
		summary: 'two fast seeds, and a download limit of our own',
		watch:
			'The rate is level at our own limit: nothing is wrong, and the action lifts it. Watch the graph in pane 3.',
		shows: {id: 'E34', after: 5},
		settings: {maxDown: 64 * KiB},
		peers: [{name: 'seed', count: 2}],
	},
];
