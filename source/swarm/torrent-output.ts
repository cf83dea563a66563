import type {Message} from '../protocol/messages.js';
import type {CloseReason} from './close-reason.js';
import type {Peer} from './peer.js';

/**
 * What a torrent wants done. The engine does it with sockets and files, a simulation with virtual ones.
 * Calls come while a `handleX` or `tick` runs; none may call back into the torrent before it returned.
 */
export interface TorrentOutput {
	/** Queue a message to a peer; the engine flushes once per read or tick. */
	send(peer: Peer, message: Message): void;
	/** Read a block from disk and send it as PIECE; the engine answers with `handleBlockSent`. */
	sendBlock(peer: Peer, index: number, begin: number, length: number): void;
	/** Forget blocks queued by `sendBlock` and not yet on the wire: one block, or all of the peer's. */
	cancelBlocks(peer: Peer, block?: {index: number; begin: number; length: number}): void;
	/** End the connection. The torrent has already let the peer go: no `handleClosed` follows. */
	close(peer: Peer, reason: CloseReason, detail: string): void;
	/** All blocks of the piece are in its slot: finish the hash, write; answer with handleVerified, handleHashFailed or handleWriteFailed. */
	completePiece(index: number): void;
	/** Give the piece's slot back; what was received of it is not wanted any more. */
	dropPiece(index: number): void;
	/** Something worth telling: to the event log and the screen. */
	report(event: SwarmEvent): void;
}

/** The severity of an event in the log. */
export type EventLevel = 'debug' | 'info' | 'warn' | 'error';

/**
 * An event of the log. `name` is from a closed list kept in `swarm-event.ts`; `text` is a whole sentence in
 * the seeds' words without the address prefix being raw (foreign strings in it are already escaped).
 */
export interface SwarmEvent {
	readonly name: string;
	readonly level: EventLevel;
	readonly text: string;
	readonly peer?: Peer;
	readonly index?: number;
}
