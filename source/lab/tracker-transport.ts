import type {TrackerAnswer} from './scenario.js';
import type {Announce, Swarm} from './tracker-registry.js';

/** What a transport should answer to an announce: a swarm, or one of the ways to fail. */
export type TrackerReply =
	| {readonly interval: number; readonly swarm: Swarm}
	| Exclude<TrackerAnswer, 'peers' | 'nobody' | 'only-you' | 'refuses'>;

/** The side of a tracker that has sockets. */
export interface TrackerTransport {
	readonly url: string;
	/** Listens, on the same port as before once it has one. */
	open(): Promise<void>;
	/** Nothing listens any more. */
	close(): void;
}

/** Hears an announce and says what to answer. */
export type AnswerAnnounce = (announce: Announce) => TrackerReply;
