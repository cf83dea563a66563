/**
 * A peer broke the protocol (R19, BEP 3, BEP 6, BEP 10): drop this peer, with the reason.
 * The wire decoder returns it; nothing else may end because of it.
 */
export class PeerProtocolError extends Error {
	override readonly name = 'PeerProtocolError';
}
