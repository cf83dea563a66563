import {KiB, MiB, type Scenario} from '../scenario.js';

/** Slow, so that there is time to look. */
const slow = {uploads: 8 * KiB} as const;

/** The addresses we know don't become peers: E14–E18, E21–E23. */
export const connectScenarios: readonly Scenario[] = [
	{
		name: 'e14-blocked',
		summary: 'twelve addresses, none of which answers at all',
		watch:
			'Each try ends after 10 s without an answer of any kind (“deadline has elapsed”): all of them at once is no coincidence but a firewall, or a dead link.',
		shows: {id: 'E14', after: 10},
		peers: [{name: 'black hole', count: 12, connects: 'black-hole'}],
	},
	{
		name: 'e14b-stale-list',
		summary: 'twelve addresses, all of them refuse the connection',
		watch:
			'A refusal is an answer: packets go out and come back, so it is not your firewall. These peers are gone.',
		shows: {id: 'E14b', after: 1},
		peers: [{name: 'offline', count: 12, connects: 'refuses'}],
	},
	{
		name: 'e14c-half-fail',
		summary: 'seven of seventeen addresses refuse, the others work',
		watch:
			'The download runs. That about half of all tries fail is normal, and shown as information only.',
		shows: {id: 'E14c', after: 1},
		peers: [
			{name: 'offline', count: 7, connects: 'refuses'},
			{name: 'seed', count: 10, ...slow},
		],
	},
	{
		name: 'e15-cut-handshakes',
		summary: 'five peers reset every connection at our handshake',
		watch:
			'Connections stand for a moment and end when our handshake is seen, before theirs comes: peers that want encryption, or somebody who looks inside.',
		shows: {id: 'E15', after: 1},
		peers: [{name: 'cut off', count: 5, connects: 'resets'}],
	},
	{
		name: 'e17-ipv6-broken',
		summary: 'the IPv6 peers refuse, the IPv4 peers work',
		watch:
			'Look at who is connected in pane 2: IPv4 addresses only. All IPv6 tries failed, so it is the family and not the peers.',
		shows: {id: 'E17', after: 1, also: ['E14c']},
		peers: [
			{name: 'on IPv6', count: 3, family: 6, connects: 'refuses'},
			{name: 'on IPv4', count: 6, ...slow},
		],
	},
	{
		name: 'e18-other-torrent',
		summary: 'four peers that have another torrent',
		watch:
			'Peers answer our handshake with another info hash and we close: the log (7) has each. The magnet link or the .torrent is the wrong one.',
		shows: {id: 'E18', after: 1},
		peers: [{name: 'elsewhere', count: 4, connects: 'other-infohash'}],
	},
	{
		name: 'e21-not-reachable',
		summary: 'ten minutes in which nobody connects to us',
		watch:
			'The download runs over connections we opened. After 10 minutes without one from outside it is likely that nobody can.',
		shows: {id: 'E21', after: 600},
		content: {name: 'long', pieceLength: 64 * KiB, files: [{path: ['long.bin'], length: 32 * MiB}]},
		peers: [{name: 'seed', count: 2, uploads: 20 * KiB}],
	},
	{
		name: 'e22-own-limits',
		summary: 'room for two connections, and ten addresses',
		watch:
			'Pane 1: 2 of 10 peers. The others are known and only our own limit keeps us from them; the action doubles it.',
		shows: {id: 'E22', after: 1},
		settings: {maxPeersPerTorrent: 2},
		peers: [{name: 'seed', count: 10, ...slow}],
	},
	{
		name: 'e23-short-lives',
		summary: 'six peers hang up three seconds after the handshake, every time',
		watch:
			'Pane 2: they come, send a little, and go; the rows of those who went say why. The headline has how long they live and the most frequent reason.',
		shows: {id: 'E23', after: 4},
		content: {name: 'torn', pieceLength: 64 * KiB, files: [{path: ['torn.bin'], length: 16 * MiB}]},
		peers: [{name: 'short', count: 6, uploads: 16 * KiB, moves: [[3, 'hang-up']]}],
	},
];
