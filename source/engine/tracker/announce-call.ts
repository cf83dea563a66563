import type {AnnounceRequest, AnnounceResponse} from '../../protocol/announce.js';
import type {TrackerFailure} from './tracker-failure.js';

/** One announce over one family. */
export interface AnnounceCall {
	readonly trackerUrl: string;
	readonly request: AnnounceRequest;
	readonly family: 4 | 6;
	/** Leave from here; the system chooses when undefined. */
	readonly localAddress: string | undefined;
	/** Aborted at the deadline, too. */
	readonly signal: AbortSignal;
}

/** An answer we can use. */
export interface TrackerAnswer {
	readonly response: AnnounceResponse;
	readonly httpStatus: number | null;
	/** The server's clock minus ours, where it told it (HTTP Date). */
	readonly dateSkewMs: number | null;
}

/** How an announce over one family ended. */
export type AnnounceOutcome = TrackerAnswer | TrackerFailure;

/** Whether an announce failed. */
export function isFailure(outcome: AnnounceOutcome): outcome is TrackerFailure {
	return 'failure' in outcome;
}
