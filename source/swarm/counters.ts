/** What a torrent counted since it started. Plain numbers that only grow; the engine copies them into snapshots. */
export class Counters {
	// Connecting, by how it ended.
	dialAttempts = 0;
	dialSuccesses = 0;
	dialTimeouts = 0;
	dialRefusals = 0;
	dialUnreachable = 0;
	dialOtherFailures = 0;
	handshakeFailures = 0;
	incomingConnections = 0;

	// Pipeline: the seeds' second line.
	requestsSent = 0;
	blocksReceived = 0;
	requestsTimedOut = 0;
	requestsRejected = 0;
	duplicateBlocks = 0;
	unrequestedBlocks = 0;
	/** The most requests one peer ever had outstanding. */
	greatestDepth = 0;

	// Bytes. Payload both ways, the rest of the protocol, and payload that was of no use.
	downBytes = 0;
	upBytes = 0;
	protocolDownBytes = 0;
	protocolUpBytes = 0;
	wastedBytes = 0;

	hashFailures = 0;
	writeFailures = 0;
}

/** The peers of a torrent counted apart (R14), at one moment. */
export interface PeerCounts {
	readonly connected: number;
	readonly connecting: number;
	readonly availabilityKnown: number;
	readonly havePiecesPeers: number;
	readonly wantedFromPeers: number;
	readonly unchokedUs: number;
	readonly requestable: number;
	readonly requesting: number;
	/** A payload byte came within the last 5 s. */
	readonly sending: number;
	readonly snubbed: number;
	readonly interestedInUs: number;
	readonly unchokedByUs: number;
	readonly seeds: number;
	/** Requests outstanding over all peers. */
	readonly outstanding: number;
	/** NaN when nothing is outstanding. */
	readonly oldestRequestAt: number;
	readonly downBytesPerSecond: number;
	readonly upBytesPerSecond: number;
}
