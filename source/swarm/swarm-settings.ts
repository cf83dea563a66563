/**
 * The settings the decisions read (table of the peer rules). All durations in milliseconds.
 * The store's table has the defaults and ranges; this is its shape as seen from here.
 */
export interface SwarmSettings {
	readonly connectTimeout: number;
	readonly handshakeTimeout: number;
	readonly readTimeout: number;
	readonly requestTimeout: number;
	readonly availabilityTimeout: number;
	readonly uselessGrace: number;
	readonly peerEvaluationInterval: number;
	readonly uselessAge: number;
	readonly uselessPolicy: 'strict' | 'pressure';
	readonly keepAliveInterval: number;
	readonly deadPeerTimeout: number;
	/** Requests outstanding at one peer; `auto` follows its rate (R12). */
	readonly pipelineDepth: 'auto' | number;
	/** Unchoked peers, besides one optimistic (R8). 0 = upload nothing. */
	readonly uploadSlots: number;
	readonly maxPeersPerTorrent: number;
	readonly isSequential: boolean;
	/** BEP 11 is on: R7 keeps upload-only pairs for 30 s. */
	readonly pex: boolean;
}
