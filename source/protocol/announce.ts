import type {PeerAddress} from './peer-address.js';

/** What an announce says has happened (BEP 3). */
export type AnnounceEvent = 'none' | 'started' | 'completed' | 'stopped';

/** What we tell a tracker, over HTTP or UDP. Amounts in bytes. */
export interface AnnounceRequest {
	/** 20 bytes. */
	readonly infoHash: Uint8Array;
	/** 20 bytes. */
	readonly peerId: Uint8Array;
	/** Where we listen. */
	readonly port: number;
	readonly uploaded: number;
	readonly downloaded: number;
	readonly left: number;
	readonly event: AnnounceEvent;
	/** Addresses we want. */
	readonly numwant: number;
	/** 32 bits that stay while our address changes. */
	readonly key: number;
	/** Our public IPv6 address, for a tracker that sees only our IPv4 (BEP 7). */
	readonly ipv6?: string | undefined;
	/** What the tracker gave us to say again. */
	readonly trackerId?: Uint8Array | undefined;
}

/** What a tracker answers to an announce. */
export interface AnnounceResponse {
	/** When it wants the next one. */
	readonly intervalMs: number | null;
	/** No earlier than this. */
	readonly minIntervalMs: number | null;
	readonly seeds: number | null;
	readonly leechers: number | null;
	readonly peers: readonly PeerAddress[];
	/** Its warning, escaped. */
	readonly warning: string | null;
	readonly trackerId: Uint8Array | null;
	/** Our address as it sees it: 4 or 16 bytes (BEP 24). */
	readonly externalIp: Uint8Array | null;
}

/** What a tracker answers to a scrape, for one torrent. */
export interface ScrapeResponse {
	readonly seeds: number;
	readonly leechers: number;
	/** How often it was downloaded whole. */
	readonly completed: number;
}

/** A tracker understood us and says no. */
export interface TrackerRefusal {
	/** Its words, escaped. */
	readonly refusal: string;
	/** When to try again (BEP 31): `never`, or null when it didn't say. */
	readonly retryInMs: number | 'never' | null;
}
