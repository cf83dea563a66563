import type {PeerAddress} from '../protocol/peer-address.js';
import type {Settings} from '../store/settings.js';
import type {Peer} from '../swarm/peer.js';
import type {DiskShared} from './disk/disk-shared.js';
import type {ResumeStore} from './disk/resume-store.js';
import type {EventQueue} from './event-queue.js';
import type {LazyTrackerClient} from './lazy-tracker-client.js';
import type {ConnectionServices} from './net/connection.js';
import type {LocalAddresses} from './net/local-address.js';
import type {OwnAddresses} from './net/own-addresses.js';
import type {RateLimiter} from './net/rate-limiter.js';
import type {RunBuffers} from './torrent/run-buffers.js';
import type {HostResolver} from './tracker/host-resolver.js';

/** What all torrents of an engine share. */
export interface EngineContext {
	/** As they stand now; read them anew each time. */
	readonly settings: Settings;
	readonly events: EventQueue;
	readonly services: ConnectionServices;
	readonly uploadLimiter: RateLimiter;
	/** Memory for blocks on their way out. */
	readonly runBuffers: RunBuffers;
	readonly diskShared: DiskShared;
	readonly resumeStore: ResumeStore;
	readonly trackerClient: LazyTrackerClient;
	readonly resolver: HostResolver;
	/** Where traffic leaves from. */
	readonly localAddresses: LocalAddresses;
	readonly ownAddresses: OwnAddresses;
	/** Null while not listening. */
	readonly listenPort: number | null;
	/** As in the extension handshake and to trackers. */
	readonly version: string;
	/** The next id of a peer, unique over the engine's run. */
	nextPeerId(): number;
	/** Something happened: tick soon. */
	touch(now: number): void;
	/** Tick at once: somebody waits for what comes of it. */
	hurry(now: number): void;
	/** A connection ended: its address is remembered for a while, so that the user can try it again. */
	rememberClosed(peer: Peer): void;
	closedAddress(peerId: number): PeerAddress | undefined;
}
