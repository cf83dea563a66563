/**
 * What a torrent counted since it started; the engine copies it into snapshots. Plain numbers that only grow, but where a
 * connection turns out to be one to ourselves.
 */
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
	/** Of `dialAttempts` and `dialSuccesses`: to IPv6 addresses. */
	ipv6DialAttempts = 0;
	ipv6DialSuccesses = 0;
	/** On connections we opened; all in plaintext as long as nothing encrypts them. */
	handshakesSent = 0;
	plainHandshakesSent = 0;
	/** Of `plainHandshakesSent`: the peer hung up, or reset the connection, before its handshake came. */
	plainHandshakesCut = 0;
	/** Answered with another info hash (R18). */
	wrongInfoHashes = 0;

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
