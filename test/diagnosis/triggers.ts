import {cutAt, type Difference, failingTracker, peerRows, tracker} from './metrics-fixture.js';

const nobody = {handshaken: 0, outgoing: 0, outgoingTcp: 0, settled: 0} as const;
const noDht = {isOn: false, ageMs: 0, nodes: 0, rounds: 0, peers: 0} as const;
const rejecting = failingTracker({failure: 'rejected', message: 'unregistered torrent'});
const choked = {withWanted: 3, usable: 0, snubbed: 0, outstanding: 0} as const;
const useless: Difference = {
	peers: {withPieces: 2, withWanted: 0, usable: 0, outstanding: 0},
	candidates: {known: 3, untried: 0},
	sources: {trackers: [tracker({seeds: 0})]},
};

/** For each rule something that makes it hold, as little different from a healthy download as can be. */
export const triggers: Readonly<Record<string, Difference>> = {
	E01: {torrent: {state: 'paused'}},
	E02: {
		torrent: {state: 'seeding'},
		progress: {haveBytes: 90, haveWantedBytes: 90, wantedBytes: 90, length: 100},
	},
	E03: {disk: {missingSpaceBytes: 5_000_000}},
	E04: {disk: {failure: {operation: 'write', code: 'EROFS', path: '/downloads/a.iso'}}},
	E05: {engine: {descriptors: {open: 1000, limit: 1024}}},
	E06: {peers: nobody, sources: {trackers: [], dht: noDht}, candidates: {known: 0, untried: 0}},
	E07: {
		torrent: {isPrivate: true},
		peers: nobody,
		sources: {trackers: [failingTracker({failures: 1})], dht: noDht},
	},
	E08: {peers: nobody, sources: {trackers: [rejecting]}},
	E09: {peers: nobody, sources: {trackers: [failingTracker({})]}},
	E10: {sources: {trackers: [tracker({dateSkewMs: 7_200_000})]}},
	E11: {
		peers: nobody,
		sources: {trackers: [tracker({seeds: 0, leechers: 1, peers: 0})], dht: noDht},
	},
	E12: {sources: {dht: {nodes: 2}}},
	E13: {engine: {udp: {packetsOut: 25, packetsIn: 0}}},
	E14: {peers: nobody, dials: {attempts: 12, successes: 0, timeouts: 12, refusals: 0}},
	E14b: {peers: nobody, dials: {attempts: 12, successes: 0, timeouts: 0, refusals: 12}},
	E14c: {dials: {attempts: 12, successes: 6, timeouts: 6, refusals: 0}},
	E15: {
		peers: {outgoing: 1},
		handshakes: {plainSent: 5, plainCut: 4},
		closes: {ends: () => cutAt('10.0.1.1:1', '10.0.1.2:1', '10.0.1.3:1', '10.0.1.4:1')},
	},
	E16: {
		peers: {outgoingTcp: 0},
		dials: {tcp: {attempts: 5, successes: 0}, utp: {attempts: 3, successes: 2}},
		engine: {isUtpOn: true},
	},
	E17: {dials: {ipv6: {attempts: 4, successes: 0}}},
	E18: {peers: nobody, peerRows: peerRows([]), handshakes: {sent: 5, wrongInfoHashes: 5}},
	E19: {engine: {listenPort: null, listenFailure: {code: 'EADDRINUSE', port: 6881}}},
	E20: {engine: {isBindGone: true}, settings: {bind: 'tun0'}},
	E21: {engine: {incomingConnections: 0}, torrent: {runningForMs: 900_000}},
	E22: {candidates: {known: 20, limited: 15}},
	E23: {
		closes: {
			count: 6,
			medianLifeMs: 1500,
			reasons: [{reason: 'reset-by-peer', count: 6, address: '10.0.0.7:6881'}],
		},
	},
	E24: {corruption: {liars: ['10.0.0.9:6881']}},
	E25: {
		peers: {
			availabilityKnown: 0,
			withPieces: 0,
			withWanted: 0,
			usable: 0,
			outstanding: 0,
			abreast: 0,
		},
		clocks: {noAvailabilityForMs: 61_000},
	},
	E25b: {
		peers: {withPieces: 0, withWanted: 0, usable: 0, outstanding: 0, seeds: 0},
		peerRows: peerRows([{availability: 1}]),
	},
	E26: {
		progress: {isEndgame: true, haveWantedBytes: 99_000_000},
		clocks: {oldestRequestForMs: 61_000},
	},
	E27: useless,
	E27b: {...useless, candidates: {known: 3, untried: 2}},
	E28: {peers: {abreast: 6, seeds: 1}},
	E29a: {
		peers: choked,
		clocks: {chokedForMs: 20_000},
		peerRows: peerRows([{piecesWanted: 5}]),
	},
	E29b: {peers: choked, clocks: {chokedForMs: 80_000}},
	E29c: {peers: choked, clocks: {chokedForMs: 400_000}},
	E30: {torrent: {state: 'metadata', runningForMs: 90_000}},
	E31: {peers: {uninterested: 1}, peerRows: peerRows([{piecesWanted: 5, amInterested: 0}])},
	E32: {
		clocks: {idleForMs: 14_000},
		peerRows: peerRows([{piecesWanted: 5, canDownload: 1, amInterested: 1}]),
	},
	E33: {
		peers: {usable: 2, snubbed: 2, outstanding: 2},
		clocks: {noPayloadForMs: 40_000, oldestRequestForMs: 40_000},
		peerRows: peerRows([{piecesWanted: 5, canDownload: 1, isSnubbed: 1}]),
	},
	E34: {settings: {maxDown: 1_000_000}},
	E35: {engine: {disk: {writeP95Ms: 800}}},
	E36: {engine: {processor: {loopLagP95Ms: 150}}},
	E37: {
		engine: {
			line: {
				upBytesPerSecond: 118_000,
				recentRttMs: 300,
				recentDownBytesPerSecond: 200_000,
			},
		},
	},
	E38: {
		peers: nobody,
		sources: {trackers: [tracker({seeds: 0, leechers: 1, peers: 1, ownAddresses: 1})]},
	},
};
