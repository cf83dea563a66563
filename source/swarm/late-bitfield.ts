import type {Peer} from './peer.js';

/** How aria2's peer ids begin: `A2-1-36-0-…`. */
const aria2PeerId = [0x41, 0x32, 0x2d] as const;

/**
 * aria2 tells 20 new pieces or more by one more BITFIELD, or by HAVE_ALL once it is complete, instead of as many HAVEs; on a second
 * connection it does so at once (seen with 1.36.0, and in its source, `checkHave`). BEP 3 allows a bitfield as the first message only
 * and R19 closes who sends another, but without this exception we could neither seed to aria2 nor download from it: the tests with
 * the real one fail. What such a bitfield adds counts as HAVEs; it takes nothing back, and its length and spare bits are checked.
 */
export function sendsBitfieldForHaves(peer: Peer): boolean {
	return aria2PeerId.every((byte, at) => peer.remotePeerId?.[at] === byte);
}
