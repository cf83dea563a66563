import type {AnnounceEvent} from '../../protocol/announce.js';
import type {PeerAddress} from '../../protocol/peer-address.js';
import {redactUrl} from '../../protocol/tracker-url.js';
import type {TrackerView} from '../../store/engine-port.js';
import type {FailureClass} from './tracker-failure.js';

/** One tracker of one torrent, and what is known of it. Written by the schedule only. Times on the engine's clock. */
export class TrackerEntry {
	/** As it is asked; passkeys and all. */
	readonly url: string;
	/** As it is shown. */
	readonly shownUrl: string;
	/** Counted from 0 over all trackers of the torrent. */
	readonly tier: number;

	state: TrackerView['state'] = 'idle';
	/** It knows that we are here: it was told `started` and has not been told `stopped`. */
	isStarted = false;
	/** It has not been told yet that we completed. */
	owesCompleted = false;
	/** What the announce under way tells. */
	announcedEvent: AnnounceEvent = 'none';
	message: string | null = null;
	failure: FailureClass | null = null;
	/** In a row. */
	failures = 0;
	seeds: number | null = null;
	leechers: number | null = null;
	/** Of its last answer; null: none yet. */
	addresses: readonly PeerAddress[] | null = null;
	httpStatus: number | null = null;
	dateSkewMs: number | null = null;
	/** What it gave us to say again. */
	trackerId: Uint8Array | undefined;
	intervalMs: number | null = null;
	/** When the last announce began; NaN: never. */
	lastAnnounceAt = Number.NaN;
	nextAnnounceAt = 0;

	constructor(url: string, tier: number) {
		this.url = url;
		this.shownUrl = redactUrl(url);
		this.tier = tier;
	}

	/** Its last announce was answered, even if the next one is under way. */
	get isWorking(): boolean {
		return this.addresses !== null && this.failures === 0;
	}

	/** The tracker as the Sources pane shows it. */
	toView(isOwnAddress: (address: PeerAddress) => boolean): TrackerView {
		const isWaiting = this.state === 'working' || this.state === 'failing';
		return {
			url: this.shownUrl,
			tier: this.tier,
			state: this.state,
			message: this.message,
			failure: this.failure,
			seeds: this.seeds,
			leechers: this.leechers,
			peers: this.addresses?.length ?? null,
			ownAddresses: this.addresses?.filter(isOwnAddress).length ?? null,
			httpStatus: this.httpStatus,
			dateSkewMs: this.dateSkewMs,
			failures: this.failures,
			lastAnnounceAt: Number.isNaN(this.lastAnnounceAt) ? null : this.lastAnnounceAt,
			nextAnnounceAt: isWaiting ? this.nextAnnounceAt : null,
			intervalMs: this.intervalMs,
		};
	}
}
