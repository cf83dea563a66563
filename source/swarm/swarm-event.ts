import type {Peer} from './peer.js';

/** The severity of an event in the log. */
export type EventLevel = 'debug' | 'info' | 'warn' | 'error';

/** The closed list of what a torrent tells, each with its severity. */
export const swarmEventLevels = {
	connected: 'info',
	'dial-failed': 'info',
	'refused-connection': 'info',
	handshake: 'info',
	'sent-interested': 'info',
	'sent-not-interested': 'info',
	'sent-unchoke': 'info',
	'sent-choke': 'debug',
	'received-bitfield': 'info',
	'received-have-all': 'info',
	'received-have-none': 'info',
	'assumed-none': 'info',
	'not-ready': 'info',
	'unchoked-us': 'info',
	'choked-us': 'debug',
	'peer-interested': 'debug',
	/** The first of a peer is `info`. */
	'requested-block': 'debug',
	'rejected-request': 'debug',
	'request-timeout': 'warn',
	snubbed: 'info',
	'refused-request': 'debug',
	'piece-verified': 'debug',
	'hash-failed': 'warn',
	'write-failed': 'error',
	'read-failed': 'error',
	'put-on-parole': 'warn',
	'proved-good': 'info',
	banned: 'warn',
	'endgame-began': 'info',
	complete: 'info',
	'piece-dropped': 'debug',
	closed: 'info',
} as const satisfies Record<string, EventLevel>;

/** One of the keys of {@link swarmEventLevels}. */
export type SwarmEventName = keyof typeof swarmEventLevels;

/**
 * An event of the log. `text` is a whole sentence in the words of a peer log as users know it; foreign strings in it are
 * escaped already.
 */
export interface SwarmEvent {
	readonly name: SwarmEventName;
	readonly level: EventLevel;
	readonly text: string;
	readonly peer?: Peer;
	readonly index?: number;
}
