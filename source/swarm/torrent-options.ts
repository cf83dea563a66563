import type {Peer} from './peer.js';
import type {SwarmSettings} from './swarm-settings.js';

/** What a torrent is made of, and what it needs from outside besides its output. */
export interface TorrentOptions {
	/** 20 bytes, as handshakes carry it. */
	readonly infoHash: Uint8Array;
	/** 20 bytes, the same to trackers and peers for the whole run (R20). */
	readonly ourPeerId: Uint8Array;
	/** BEP 27: addresses from DHT, PEX and LSD are refused. */
	readonly isPrivate: boolean;
	/** Bytes of all files, padding included. */
	readonly length: number;
	/** Bytes of a piece; the last may be shorter. */
	readonly pieceLength: number;
	readonly pieceCount: number;
	/** False while only the info hash is known (BEP 9); `length` and `pieceCount` are 0 then. True when absent. */
	readonly isMetadataKnown?: boolean;
	/** A live object: change it in place, then call `handleSettings`. */
	readonly settings: SwarmSettings;
	/** In [0, 1). The only source of chance here, so that a seed replays a run. */
	readonly random: () => number;
	/** The next id of a peer, unique over the engine's run. */
	readonly nextPeerId: () => number;
	/** The payload of our extension handshake (BEP 10) for this peer, sent right after the first message (R3). */
	readonly extensionHandshake: (peer: Peer) => Uint8Array;
	/** A byte a piece: 0 skip, 1…7, 4 is normal. All normal when absent. */
	readonly priorities?: Uint8Array;
	/** True for an address the user's filter forbids (R18). */
	readonly isFiltered?: (host: string) => boolean;
	/** SHA-1 for the allowed-fast set of BEP 6; without it none is granted. */
	readonly sha1?: (bytes: Uint8Array) => Uint8Array;
	/** Recounts every incremental number after each event and throws where one is wrong (R13): for tests. */
	readonly isAudited?: boolean;
}
