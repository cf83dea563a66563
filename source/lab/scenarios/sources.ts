import {KiB, type Scenario} from '../scenario.js';

const seed = {name: 'seed', uploads: 40 * KiB} as const;

/** Nobody tells us of peers: E06–E13, E38. */
export const sourceScenarios: readonly Scenario[] = [
	{
		name: 'e06-no-source',
		summary: 'no tracker, no DHT, nobody named',
		watch:
			'Pane 5 is empty: there is nobody to ask for peers. The actions add a tracker or a peer.',
		shows: {id: 'E06', after: 0},
		trackers: [],
		peers: [],
	},
	{
		name: 'e07-private',
		summary: 'a private torrent whose only tracker is out of order',
		watch:
			'A private torrent may use its trackers and nothing else, so that a dead one ends it. After the second try the Why pane also says how the tracker fails (E09).',
		shows: {id: 'E07', after: 1, also: ['E09']},
		content: {
			name: 'private',
			pieceLength: 64 * KiB,
			files: [{path: ['members only.bin'], length: 1024 * KiB}],
			isPrivate: true,
		},
		trackers: [{answers: {status: 503}}],
		peers: [seed],
	},
	{
		name: 'e08-rejected',
		summary: 'the tracker does not know the torrent',
		watch:
			'The tracker answers, and its words are the headline: asking again changes nothing, the torrent or the account has to.',
		shows: {id: 'E08', after: 1},
		trackers: [{answers: {failure: 'Unregistered torrent'}}],
		peers: [seed],
	},
	{
		name: 'e09-trackers-down',
		summary: 'three trackers: one off, one that hangs up, one out of order',
		watch:
			'Pane 5 has each tracker with its failure and its next try, later each time. The headline counts the kinds.',
		shows: {id: 'E09', after: 7},
		trackers: [{answers: 'refuses'}, {answers: 'hang-up'}, {answers: {status: 503}}],
		peers: [seed],
	},
	{
		name: 'e10-wrong-clock',
		summary: 'the tracker’s clock says that ours is two hours late',
		watch:
			'The download runs, and the tracker’s Date header is two hours ahead of us: certificates and timestamps will fail with such a clock.',
		shows: {id: 'E10', after: 1},
		trackers: [{clockAhead: 7201}],
		peers: [seed],
	},
	{
		name: 'e11-nobody',
		summary: 'the tracker works and knows of nobody',
		watch:
			'Pane 5: the tracker answers, 0 seeds, 0 leechers. Nothing is broken here; somebody has to come.',
		shows: {id: 'E11', after: 1},
		trackers: [{answers: 'nobody'}],
		peers: [],
	},
	{
		name: 'e13-udp-blocked',
		summary: 'twenty UDP trackers that never answer, while TCP works',
		watch:
			'Every datagram goes out and none comes back, and TCP works: a firewall that lets no UDP through looks like this. The HTTP tracker and its seed carry on.',
		shows: {id: 'E13', after: 6},
		trackers: [{}, {protocol: 'udp', answers: 'silence', isAdded: true, count: 20}],
		peers: [seed],
	},
	{
		name: 'e38-only-us',
		summary: 'the only address the tracker has is our own',
		watch:
			'We connected to ourselves and noticed: the log (7) has the self-connection. We are the first here.',
		shows: {id: 'E38', after: 1},
		trackers: [{answers: 'only-you'}],
		peers: [],
	},
];
