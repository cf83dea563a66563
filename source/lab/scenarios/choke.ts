import {KiB, type Scenario} from '../scenario.js';

/** Peers have what we want and let us have nothing, for longer and longer: E29a–c. */
export const chokeScenarios: readonly Scenario[] = [
	{
		name: 'e29a-waiting',
		summary: 'three seeds that unchoke us after 45 s',
		watch:
			'Pane 2: “choking us” under can download, although we are interested (d, not D, under flags). That is normal for up to a minute; then it begins by itself.',
		shows: {id: 'E29a', after: 1},
		peers: [{name: 'seed', count: 3, unchokes: 45, uploads: 40 * KiB}],
	},
	{
		name: 'e29b-still-choked',
		summary: 'three seeds that unchoke us after two and a half minutes',
		watch:
			'As e29a-waiting, for more than a minute: from 60 s on it is a warning, and the evidence says for how long each of them chokes and what we upload.',
		shows: {id: 'E29b', after: 60, also: ['E29a']},
		peers: [{name: 'seed', count: 3, unchokes: 150, uploads: 40 * KiB}],
	},
	{
		name: 'e29c-all-choke',
		summary: 'three peers that unchoke who unchokes them, while we upload to nobody',
		watch:
			'The headline grows: waiting (info), still choked (60 s), nobody unchokes us (5 min). Our upload slots are 0, and peers repay: w, then Enter on the first action sets them to 4, and the download begins.',
		shows: {id: 'E29c', after: 300, also: ['E29a', 'E29b']},
		settings: {uploadSlots: 0},
		peers: [{name: 'choking', count: 3, unchokes: 'repaid', uploads: 40 * KiB}],
	},
];
