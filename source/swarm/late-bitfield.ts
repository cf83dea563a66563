import type {Peer} from './peer.js';

/** How aria2's peer ids begin: `A2-1-36-0-…`. */
const aria2PeerId = [0x41, 0x32, 0x2d] as const;

/**
 * aria2 tells several new pieces by one more BITFIELD (or HAVE_ALL) when that takes fewer bytes than its HAVEs, and does so
 * at once on a second connection (seen with 1.36.0). BEP 3 allows a bitfield as the first message only and R19 closes who
 * sends another, but without this exception we could neither seed to aria2 nor download from it.
 */
export function sendsBitfieldForHaves(peer: Peer): boolean {
	return aria2PeerId.every((byte, at) => peer.remotePeerId?.[at] === byte);
}
