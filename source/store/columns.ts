/**
 * The numbers of a snapshot, as columns: row r of a table with n columns stands at `[r * n, (r + 1) * n)` of one
 * Float64Array, which is transferred, not copied. Clocks are milliseconds on the engine's monotonic clock (compare them
 * with the snapshot's `now`), `NaN` where the thing never happened. Codes are indices into the lists below.
 */

/** What a peer told about its pieces (R1). */
export const availabilityCodes = ['unknown', 'none', 'some', 'all'] as const;

/** How far a connection has come. */
export const peerStates = ['connecting', 'handshaking', 'connected'] as const;

/** Where an address came from. */
export const peerSources = [
	'tracker',
	'dht',
	'pex',
	'lsd',
	'incoming',
	'user',
	'resume',
	'lab',
] as const;

/** What carries the bytes. */
export const transports = ['tcp', 'utp'] as const;

/** How a connection is encrypted. */
export const encryptions = ['none', 'header', 'rc4'] as const;

/** Why a peer cannot be downloaded from now (R9): a state, never an error. The first is "it can". */
export const notReadyReasons = [
	'ready',
	'handshaking',
	'availability unknown',
	'nothing we want',
	'not interested yet',
	'choking us',
	'snubbed',
	'refuses requests',
	'held back by us',
	'paused',
	'complete',
] as const;

/** What a torrent does. `stuck` does not exist: the headline finding says why instead. */
export const torrentStates = [
	'queued',
	'checking',
	'metadata',
	'downloading',
	'seeding',
	'paused',
	'error',
] as const;

/** Columns of a peer row. Every field and clock of the peer rules. */
export const peerColumns = [
	'id',
	'state',
	'source',
	'transport',
	'encryption',
	'isIncoming',
	// The four flags of the seeds and what goes with them.
	'peerChoking',
	'amInterested',
	'amChoking',
	'peerInterested',
	'availability',
	'hasBitfield',
	'isFast',
	'isSnubbed',
	'isOptimistic',
	'isUploadOnly',
	'isOnParole',
	'isSeed',
	// Pieces.
	'piecesKnown',
	'piecesWanted',
	// Pipeline (R12).
	'outstanding',
	'target',
	'oldestRequestAt',
	'requestsSent',
	'blocksReceived',
	'requestsTimedOut',
	'requestsRejected',
	'duplicateBlocks',
	'unrequestedBlocks',
	'greatestDepth',
	'reqq',
	'canDownload',
	'notReadyReason',
	// What they ask of us.
	'uploadQueue',
	'requestsReceived',
	'blocksSent',
	'badRequests',
	// Rates and totals (payload, then everything).
	'downBytesPerSecond',
	'upBytesPerSecond',
	'downBytes',
	'upBytes',
	'protocolDownBytes',
	'protocolUpBytes',
	'wastedBytes',
	'hashFailures',
	'minRttMs',
	// The clocks of R10.
	'connectedAt',
	'handshakeAt',
	'availabilityAt',
	'lastReceivedAt',
	'lastSentAt',
	'lastPayloadInAt',
	'lastPayloadOutAt',
	'lastRequestAt',
	'chokedSince',
	'interestedSince',
	'uselessSince',
	'snubbedSince',
	'lastActivityAt',
] as const;

/** Columns of a torrent row. */
export const torrentColumns = [
	'id',
	'state',
	'length',
	'pieceLength',
	'pieceCount',
	'wantedPieces',
	'havePieces',
	'haveWantedPieces',
	'blockCount',
	'haveBlocks',
	'wantedBytes',
	'haveBytes',
	'haveWantedBytes',
	'checkedPieces',
	'downBytes',
	'upBytes',
	'protocolDownBytes',
	'protocolUpBytes',
	'wastedBytes',
	'hashFailures',
	'downBytesPerSecond',
	'upBytesPerSecond',
	'etaMs',
	'ratio',
	'distributedCopies',
	'isEndgame',
	// The R14 counters: apart, never as one number.
	'connected',
	'availabilityKnown',
	'havePiecesPeers',
	'wantedFromPeers',
	'unchokedUs',
	'requestable',
	'requesting',
	// More about the swarm.
	'sending',
	'snubbed',
	'interestedInUs',
	'unchokedByUs',
	'seeds',
	'candidates',
	'connecting',
	'banned',
	'swarmSeeds',
	'swarmLeechers',
	// Pipeline: the seeds' second line.
	'outstanding',
	'requestsSent',
	'blocksReceived',
	'requestsTimedOut',
	'duplicateBlocks',
	'greatestDepth',
	'oldestRequestAt',
	// Connecting.
	'dialAttempts',
	'dialSuccesses',
	'dialTimeouts',
	'dialRefusals',
	'dialUnreachable',
	'dialOtherFailures',
	'handshakeFailures',
	'incomingConnections',
	// Clocks.
	'addedAt',
	'startedAt',
	'completedAt',
	// For the diagnoses. Counters run since the torrent started; what is not counted (yet) is 0.
	/** Wanted bytes not on disk yet that the disk has no room for; 0 while they fit or nobody knows. */
	'missingSpaceBytes',
	/** Of `candidates`: never dialled so far. */
	'candidatesUntried',
	/** Of `candidates` and `connecting`: failed at least twice in a row. */
	'candidatesFailing',
	/** Of `candidates`: back-off over, not filtered, and only `maxPeersPerTorrent` or `maxPeers` keeps us from dialling (waiting for `maxHalfOpen` is not being held back). */
	'candidatesLimited',
	/** Of `candidates`: a filter or a ban keeps us from dialling. */
	'candidatesFiltered',
	/** Of `dialAttempts` and `dialSuccesses`: over uTP (the rest is TCP). */
	'utpDialAttempts',
	'utpDialSuccesses',
	/** Of `dialAttempts` and `dialSuccesses`: to IPv6 addresses (the rest is IPv4). */
	'ipv6DialAttempts',
	'ipv6DialSuccesses',
	/** Handshakes we sent on connections we opened, and of these in plaintext. */
	'handshakesSent',
	'plainHandshakesSent',
	/** Of `plainHandshakesSent`: the connection was reset or ended before the peer's handshake came. */
	'plainHandshakesCut',
	/** Of `handshakesSent`: the same, when the address had been tried both in plaintext and encrypted by then. */
	'handshakesCutBothWays',
	/** Of `handshakesSent`: answered with another info hash (R18). */
	'wrongInfoHashes',
	/** Addresses learnt by PEX, and of these flagged as supporting uTP (BEP 11). */
	'pexPeers',
	'pexUtpPeers',
	/** Finished DHT lookups for this torrent, and addresses they gave. */
	'dhtRounds',
	'dhtPeers',
	/** Wanted pieces we lack and no connected peer has. */
	'unavailablePieces',
	/** While there is no metadata: peers that offer it now, requests rejected, metadata of the wrong size or hash (BEP 9). */
	'metadataPeers',
	'metadataRejects',
	'metadataFailures',
] as const;

/** Columns of the engine's one row. */
export const engineColumns = [
	'downBytesPerSecond',
	'upBytesPerSecond',
	'downBytes',
	'upBytes',
	'peers',
	'halfOpen',
	'listenPort',
	'openFiles',
	'descriptorLimit',
	'arenaBytes',
	'unwrittenBytes',
	'diskPressureShare',
	'downLimitedShare',
	'upLimitedShare',
	'writeP95Ms',
	'loopLagP95Ms',
	'rssBytes',
	'cpuShare',
	// For the diagnoses. Counters run since the engine started; what is not counted (yet) is 0.
	/** Times that EMFILE or ENFILE came back from the system. */
	'descriptorFailures',
	/** UDP packets of any kind: trackers, DHT, uTP. */
	'udpPacketsOut',
	'udpPacketsIn',
	/** How long the DHT has been on; 0 while it is off. */
	'dhtAgeMs',
	/** Nodes of its routing table that answered. */
	'dhtNodes',
	/** 1 when we speak uTP. */
	'isUtpOn',
	/** 1 when connections can be encrypted (MSE). */
	'canEncrypt',
	/** Whole pieces waiting for their hash. */
	'hashQueuePieces',
	/** Median over the peers of the newest time from a request to its block's first byte, or uTP's measure. */
	'rttMs',
	/** Torrents that may run at a time; 0 = no limit. */
	'queueLimit',
] as const;

/** Columns of a block in flight of the selected torrent. */
export const blockColumns = ['index', 'begin', 'length', 'peerId', 'requestedAt'] as const;

/** Columns of a piece being downloaded of the selected torrent. */
export const activePieceColumns = [
	'index',
	'blocks',
	'received',
	'requested',
	'openedAt',
	'peers',
] as const;

/** One of {@link peerColumns}. */
export type PeerColumn = (typeof peerColumns)[number];
/** One of {@link torrentColumns}. */
export type TorrentColumn = (typeof torrentColumns)[number];
/** One of {@link engineColumns}. */
export type EngineColumn = (typeof engineColumns)[number];
/** One of {@link blockColumns}. */
export type BlockColumn = (typeof blockColumns)[number];
/** One of {@link activePieceColumns}. */
export type ActivePieceColumn = (typeof activePieceColumns)[number];
