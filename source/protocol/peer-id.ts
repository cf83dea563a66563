/** Bytes of a peer id (BEP 3). */
const peerIdLength = 20;

/** Two letters that name us in a peer id (BEP 20). */
const clientCode = 'UC';

/**
 * Our peer id in Azureus style (BEP 20): `-UC0120-` for version 0.1.2, then random bytes.
 * @param version as in `0.1.2`; of each number only one digit fits.
 * @param random 12 random bytes.
 */
export function encodePeerId(version: string, random: Uint8Array): Uint8Array {
	const digits = version.split('.', 3).map(part => Math.min(9, Number.parseInt(part, 10) || 0));
	const opening = `-${clientCode}${digits.join('').padEnd(4, '0')}-`;
	const peerId = new Uint8Array(peerIdLength);
	peerId.set(new TextEncoder().encode(opening));
	peerId.set(random.subarray(0, peerIdLength - opening.length), opening.length);
	return peerId;
}
