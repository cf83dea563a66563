import {encryptionOf, type PeerRow, sourceOf, transportOf} from './peer-row.js';

/** One letter of the flags column: when it stands there and what it says. */
export interface PeerFlag {
	readonly letter: string;
	readonly words: string;
	readonly isSet: (row: PeerRow) => boolean;
}

/**
 * qBittorrent's letters, which people know, in its order, and `F` for Fast. `h` (a punched hole) stands in the legend
 * only as long as no transport of ours punches one.
 */
export const peerFlags: readonly PeerFlag[] = [
	{
		letter: 'D',
		words: 'we want, it lets us: downloading',
		isSet: row => row.amInterested === 1 && row.peerChoking === 0,
	},
	{
		letter: 'd',
		words: 'we want, it chokes us',
		isSet: row => row.amInterested === 1 && row.peerChoking === 1,
	},
	{
		letter: 'U',
		words: 'it wants, we let it: uploading',
		isSet: row => row.peerInterested === 1 && row.amChoking === 0,
	},
	{
		letter: 'u',
		words: 'it wants, we choke it',
		isSet: row => row.peerInterested === 1 && row.amChoking === 1,
	},
	{
		letter: 'K',
		words: 'it lets us, but has nothing we want',
		isSet: row => row.amInterested === 0 && row.peerChoking === 0,
	},
	{
		letter: '?',
		words: 'we let it, but it wants nothing',
		isSet: row => row.peerInterested === 0 && row.amChoking === 0,
	},
	{letter: 'O', words: 'optimistic unchoke', isSet: row => row.isOptimistic === 1},
	{letter: 'S', words: 'snubbed: it let our requests time out', isSet: row => row.isSnubbed === 1},
	{letter: 'I', words: 'it connected to us', isSet: row => row.isIncoming === 1},
	{letter: 'H', words: 'found by DHT', isSet: row => sourceOf(row) === 'dht'},
	{letter: 'X', words: 'found by peer exchange', isSet: row => sourceOf(row) === 'pex'},
	{letter: 'L', words: 'found on the local network', isSet: row => sourceOf(row) === 'lsd'},
	{letter: 'E', words: 'everything encrypted', isSet: row => encryptionOf(row) === 'rc4'},
	{letter: 'e', words: 'handshake encrypted', isSet: row => encryptionOf(row) === 'header'},
	{letter: 'P', words: 'over uTP', isSet: row => transportOf(row) === 'utp'},
	{letter: 'h', words: 'through a punched hole', isSet: () => false},
	{letter: 'F', words: 'speaks the Fast extension', isSet: row => row.isFast === 1},
];

/** The peer's letters without gaps, e.g. `DIF`. */
export function flagLetters(row: PeerRow): string {
	let letters = '';
	for (const flag of peerFlags) {
		if (flag.isSet(row)) {
			letters += flag.letter;
		}
	}
	return letters;
}

/** The peer's letters spelled out. */
export function flagWords(row: PeerRow): readonly string[] {
	return peerFlags.filter(flag => flag.isSet(row)).map(flag => `${flag.letter} ${flag.words}`);
}
