import type {Message} from '../protocol/messages.js';
import type {CloseReason} from './close-reason.js';
import type {Peer} from './peer.js';
import type {EventLevel, SwarmEvent} from './swarm-event.js';

export type {EventLevel, SwarmEvent} from './swarm-event.js';

/**
 * What a torrent wants done. The engine does it with sockets and files, a simulation with virtual ones.
 * Calls come while a `handleX` or `tick` runs; none may call back into the torrent before it returned.
 */
export interface TorrentOutput {
	/** Queue a message to a peer; the engine flushes once per read or tick. */
	send(peer: Peer, message: Message): void;
	/** Read a block from disk and send it as PIECE; the engine answers with `handleBlockSent`. */
	sendBlock(peer: Peer, index: number, begin: number, length: number): void;
	/** Forget blocks queued by `sendBlock` for which `handleBlockSent` was not called yet: one block, or all of the peer's. */
	cancelBlocks(peer: Peer, block?: {index: number; begin: number; length: number}): void;
	/** End the connection. The torrent has already let the peer go: no `handleClosed` follows. */
	close(peer: Peer, reason: CloseReason, detail: string): void;
	/** All blocks of the piece are in its slot: finish the hash, write; answer with handleVerified, handleHashFailed or handleWriteFailed. */
	completePiece(index: number): void;
	/** Give the piece's slot back; what was received of it is not wanted any more. Never called for a piece handed to `completePiece`: that slot is free once the engine has answered. */
	dropPiece(index: number): void;
	/**
	 * The block whose body this peer is sending has lost its place: skip the rest of it and end with `handleBlockSkipped`.
	 * Comes before another peer's copy is accepted in that place, and before the `dropPiece` of its piece.
	 */
	revokeBlock(peer: Peer): void;
	/** Whether anybody listens at this level. Texts are built only then: a GiB is 65,536 requests. */
	isLogged(level: EventLevel): boolean;
	/** Something worth telling: to the event log and the screen. */
	report(event: SwarmEvent): void;
}
