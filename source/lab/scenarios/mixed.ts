import {KiB, MiB, type Scenario} from '../scenario.js';

/** What `npm start` shows: a little of everything, for about a minute. */
export const mixed: Scenario = {
	name: 'mixed',
	summary: 'two seeds, a leecher, one that keeps choking, one silent, one useless and one slow',
	watch:
		'Enter on a peer says which it is. The choking peer has everything and gives nothing. The silent one goes after 60 s, and the useless one, which has nothing and wants nothing, after half a minute to a minute. The slow one’s requests grow old. The leecher takes from us what it lacks.',
	content: {
		name: 'The lab',
		pieceLength: 128 * KiB,
		files: [
			{path: ['read me.txt'], length: 3 * KiB},
			{path: ['film', 'part one.mkv'], length: 15 * MiB},
			{path: ['film', 'part two.mkv'], length: 7 * MiB},
			{path: ['pictures', '湖の朝.jpg'], length: 900 * KiB},
			{path: ['pictures', 'été.jpg'], length: 1100 * KiB + 1},
		],
	},
	trackers: [{protocol: 'http'}, {protocol: 'udp'}],
	peers: [
		{name: 'seed one', has: 'all', uploads: 220 * KiB},
		{name: 'seed two', has: 'all', uploads: 170 * KiB, unchokes: 3},
		{name: 'leecher', has: 0.3, uploads: 60 * KiB, downloads: 120 * KiB},
		{name: 'keeps choking', has: 'all', unchokes: 'never'},
		{name: 'silent', tells: 'nothing'},
		{name: 'useless', has: 'none'},
		{name: 'slow', has: 'all', uploads: 12 * KiB},
	],
};
