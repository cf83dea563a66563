import type {AnnounceRequest} from '../../protocol/announce.js';
import type {PeerAddress} from '../../protocol/peer-address.js';
import {parseTrackerUrl} from '../../protocol/tracker-url.js';
import type {LogLevel, TrackerView} from '../../store/engine-port.js';
import {type AnnounceOutcome, isFailure, type TrackerAnswer} from './announce-call.js';
import type {TrackerClient} from './tracker-client.js';
import type {TrackerEntry} from './tracker-entry.js';
import {mostTelling, type TrackerFailure} from './tracker-failure.js';
import {describeAnswer, describeFailure} from './tracker-report.js';
import {TrackerSchedule} from './tracker-schedule.js';

/** Addresses we ask for. */
const numwant = 200;

/** Quitting waits no longer for trackers to hear that we go. */
const defaultStopTimeoutMs = 2000;

/** Told instead of our port while we listen on none: trackers refuse 0, and nobody listens on 1. */
const noPort = 1;

/** What a torrent's announces tell besides the event. Bytes. */
export interface TransferAmounts {
	readonly uploaded: number;
	readonly downloaded: number;
	readonly left: number;
}

/** What a torrent's trackers are made of. */
export interface TrackerListOptions {
	/** The torrent's own (BEP 12). */
	readonly tiers: ReadonlyArray<readonly string[]>;
	/** The user's: each stands on its own and is always asked. */
	readonly added: readonly string[];
	/** 20 bytes each. */
	readonly infoHash: Uint8Array;
	readonly peerId: Uint8Array;
	readonly client: Pick<TrackerClient, 'announce'>;
	/** These three are asked anew for each announce. */
	readonly amounts: () => TransferAmounts;
	/** Where we listen; null: nowhere. */
	readonly port: () => number | null;
	readonly timeoutMs: () => number;
	/** For telling `stopped`; 2 s when absent. */
	readonly stopTimeoutMs?: number;
	/** Milliseconds that never go back: the same clock as `tick`'s. */
	readonly now: () => number;
	/** Numbers from 0 up to 1. */
	readonly random: () => number;
	/** Whether an address is our own. */
	readonly isOwnAddress: (address: PeerAddress) => boolean;
	/** `trackerUrl` as it is shown. */
	readonly handleAddresses: (addresses: readonly PeerAddress[], trackerUrl: string) => void;
	readonly handleChange: (view: TrackerView) => void;
	readonly report: (level: LogLevel, name: string, text: string) => void;
}

/** The trackers of one torrent at work: carries out what the schedule decides, and tells what came of it. */
export class TrackerList {
	readonly #options: TrackerListOptions;
	readonly #schedule: TrackerSchedule;
	/** Stays the same while our address changes: how a tracker knows us again. */
	readonly #key: number;
	/** Aborts the announces since the last `start` or `stop`. */
	#run = new AbortController();
	#isRunning = false;
	#stopped = Promise.resolve();
	#deadline = Number.POSITIVE_INFINITY;

	constructor(options: TrackerListOptions) {
		this.#options = options;
		this.#schedule = new TrackerSchedule(options.tiers, options.random);
		this.#key = Math.floor(options.random() * 2 ** 32);
		for (const url of options.added) {
			this.add(url);
		}
	}

	/** Every tracker, tier by tier, as the Sources pane shows it. */
	get views(): TrackerView[] {
		return this.#schedule.entries.map(entry => entry.toView(this.#options.isOwnAddress));
	}

	/** The torrent runs. */
	start(): void {
		this.#isRunning = true;
		this.#beginRun();
		this.#schedule.start(this.#options.now());
		this.#announceDue();
	}

	/** When `tick` has something to do next; Infinity while nothing is waiting. */
	nextDeadline(): number {
		return this.#deadline;
	}

	/** Announces where it is time to. */
	tick(now: number): void {
		if (now >= this.#deadline) {
			this.#announceDue();
		}
	}

	/** The user wants to hear from the trackers now. */
	announceNow(): void {
		this.#schedule.announceNow(this.#options.now());
		this.#announceDue();
	}

	/** All of the torrent is here now, and was not when it started. */
	handleCompleted(): void {
		this.#schedule.handleCompleted(this.#options.now());
		this.#announceDue();
	}

	/** One more tracker of the user's. @returns whether it is a URL we can ask and was not there yet */
	add(text: string): boolean {
		const url = parseTrackerUrl(text);
		const entry = url === undefined ? undefined : this.#schedule.add(url, this.#options.now());
		if (entry !== undefined) {
			this.#changed(entry);
			this.#announceDue();
		}
		return entry !== undefined;
	}

	/**
	 * The torrent stops: the trackers that know us are told, all at once. Resolves when they have heard or two seconds
	 * are over, whatever they do.
	 */
	stop(): Promise<void> {
		if (this.#isRunning) {
			this.#isRunning = false;
			this.#deadline = Number.POSITIVE_INFINITY;
			this.#beginRun();
			this.#stopped = this.#tellStopped(this.#schedule.stop());
		}
		return this.#stopped;
	}

	async #tellStopped(entries: readonly TrackerEntry[]): Promise<void> {
		const {client, stopTimeoutMs = defaultStopTimeoutMs} = this.#options;
		const {signal} = this.#run;
		await Promise.all(
			entries.map(async entry => {
				this.#changed(entry);
				const request = {...this.#request(entry), event: 'stopped', numwant: 0} as const;
				await client.announce(entry.url, request, {timeoutMs: stopTimeoutMs, signal}, () => {});
			}),
		);
	}

	/** What is under way counts no more. */
	#beginRun(): void {
		this.#run.abort();
		this.#run = new AbortController();
	}

	#announceDue(): void {
		const {now} = this.#options;
		for (let entry = this.#schedule.nextDue(now()); entry; entry = this.#schedule.nextDue(now())) {
			void this.#announce(entry);
		}
		this.#deadline = this.#schedule.nextDeadline(now());
	}

	async #announce(entry: TrackerEntry): Promise<void> {
		const {client, timeoutMs, now} = this.#options;
		const {signal} = this.#run;
		const event = this.#schedule.handleAnnounce(entry, now());
		this.#changed(entry);
		let hasAnswered = false;
		const failures: TrackerFailure[] = [];
		const handleOutcome = (outcome: AnnounceOutcome) => {
			if (signal.aborted) {
				return;
			}
			if (isFailure(outcome)) {
				failures.push(outcome);
			} else if (hasAnswered) {
				this.#options.handleAddresses(outcome.response.peers, entry.shownUrl);
			} else {
				hasAnswered = true;
				this.#handleAnswer(entry, outcome);
			}
		};
		const request = {...this.#request(entry), event, numwant};
		await client.announce(entry.url, request, {timeoutMs: timeoutMs(), signal}, handleOutcome);
		if (!hasAnswered && !signal.aborted) {
			this.#handleFailure(entry, mostTelling(failures));
		}
	}

	#handleAnswer(entry: TrackerEntry, answer: TrackerAnswer): void {
		const {now, report, handleAddresses} = this.#options;
		this.#schedule.handleAnswer(entry, answer, now());
		this.#changed(entry);
		report(entry.message === null ? 'info' : 'warn', 'tracker-answered', describeAnswer(entry));
		handleAddresses(answer.response.peers, entry.shownUrl);
		this.#announceDue();
	}

	#handleFailure(entry: TrackerEntry, failure: TrackerFailure): void {
		const now = this.#options.now();
		this.#schedule.handleFailure(entry, failure, now);
		this.#changed(entry);
		const name = failure.failure === 'rejected' ? 'tracker-rejected' : 'tracker-failed';
		this.#options.report('warn', name, describeFailure(entry, now));
		this.#announceDue();
	}

	#request(entry: TrackerEntry): Omit<AnnounceRequest, 'event' | 'numwant'> {
		const {infoHash, peerId, amounts, port} = this.#options;
		return {
			infoHash,
			peerId,
			port: port() ?? noPort,
			...amounts(),
			key: this.#key,
			trackerId: entry.trackerId,
		};
	}

	#changed(entry: TrackerEntry): void {
		this.#options.handleChange(entry.toView(this.#options.isOwnAddress));
	}
}
