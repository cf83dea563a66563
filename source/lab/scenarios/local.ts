import {KiB, MiB, type Scenario} from '../scenario.js';

const seed = {name: 'seed', uploads: 40 * KiB} as const;

/** What is wrong is on this machine, and no swarm can mend it: E01–E05, E19, E20. */
export const localScenarios: readonly Scenario[] = [
	{
		name: 'e01-paused',
		summary: 'a torrent that was added paused',
		watch:
			'The swarm is fine and nobody is asked: the Why pane says so and offers to start it. Press p, and it does.',
		shows: {id: 'E01', after: 0},
		us: {isPaused: true},
		peers: [seed],
	},
	{
		name: 'e02-skipped',
		summary: 'two files, one of them not wanted',
		watch:
			'The small file is complete and the large one is skipped: what is left was not asked for. Give it a priority in pane 6, and the download goes on.',
		shows: {id: 'E02', after: 3},
		content: {
			name: 'holiday',
			pieceLength: 64 * KiB,
			files: [
				{path: ['beach.jpg'], length: 256 * KiB},
				{path: ['all of it.mkv'], length: 8 * MiB},
			],
		},
		us: {files: [0]},
		peers: [{name: 'seed', uploads: 400 * KiB}],
	},
	{
		name: 'e03-disk-full',
		summary: 'a torrent larger than the room on the disk',
		watch:
			'Data comes in, and yet it can never be complete: the headline has what is free and what is needed, long before the disk is full.',
		shows: {id: 'E03', after: 2},
		content: {
			name: 'library',
			pieceLength: 64 * KiB,
			files: [{path: ['catalogue.txt'], length: 64 * KiB}],
			isTooLarge: true,
		},
		peers: [{name: 'begun', uploads: 20 * KiB}],
	},
	{
		name: 'e04-cannot-write',
		summary: 'a file stands where the torrent’s folder should be',
		watch:
			'The torrent stopped before anybody was asked: the headline has the exact path, the action tries again once it is free.',
		shows: {id: 'E04', after: 0},
		us: {isFolderBlocked: true},
		peers: [seed],
	},
	{
		name: 'e05-descriptors',
		summary: 'thirty peers, and room for 96 files and sockets in all',
		watch:
			'The system refuses us files and sockets (EMFILE): peers are missed and files can’t be opened. Both ends of every connection are in this program here; of a real client it takes more peers.',
		// The lab's own peers run out of sockets too, and hang up before the handshake.
		shows: {id: 'E05', after: 3, also: ['E14c', 'E15', 'E23']},
		us: {descriptorLimit: 96},
		peers: [{name: 'seed', count: 30, uploads: 4 * KiB}],
	},
	{
		name: 'e19-port-taken',
		summary: 'another program listens on our port',
		watch:
			'The download runs, since we may still connect to others; nobody can connect to us, which costs peers in a real swarm. The action takes any free port.',
		shows: {id: 'E19', after: 0},
		// The last there is: there is no next free one to take.
		settings: {port: 65_535},
		us: {isPortTaken: true},
		peers: [seed],
	},
	{
		name: 'e20-interface-gone',
		summary: 'bound to the interface of a VPN that is not up',
		watch:
			'Nothing is sent another way: no peer, no tracker is asked. The trackers fail for the same reason; what comes first in the Why pane is the cause.',
		shows: {id: 'E20', after: 0, also: ['E09']},
		settings: {bind: 'lab-vpn0'},
		peers: [seed],
	},
];
