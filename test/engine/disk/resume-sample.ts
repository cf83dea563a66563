import {SampleTorrent} from './sample-torrent.js';

/** What the resume tests download: 200 pieces, of several files. */
export const resumeSample = new SampleTorrent(
	[
		{path: ['sample', 'first'], length: 1_000_000},
		{path: ['sample', 'empty'], length: 0},
		{path: ['sample', 'second'], length: 5_000_000},
		{path: ['sample', 'third'], length: 553_601},
	],
	32 * 1024,
);
