import {HttpTracker} from './http-tracker.js';
import type {LabClock} from './lab-clock.js';
import type {TrackerAnswer, TrackerPlan} from './scenario.js';
import {type Announce, type ListedPeer, TrackerRegistry} from './tracker-registry.js';
import type {AnswerAnnounce, TrackerReply, TrackerTransport} from './tracker-transport.js';
import {UdpTracker} from './udp-tracker.js';

/** How to start a tracker. */
export interface LabTrackerOptions {
	readonly plan?: TrackerPlan;
	readonly clock: LabClock;
	/** The address to listen on, loopback by default. */
	readonly host?: string;
	/** Any free port by default. */
	readonly port?: number;
	/** The scenario's own peers, at this moment. */
	readonly listed?: () => readonly ListedPeer[];
	readonly handleAnnounce?: (announce: Announce) => void;
}

/** Announces that are kept for tests to look at. */
const keptAnnounces = 1000;

/** After the kind of a tracker. */
const answerWords = {
	peers: '',
	nobody: ' that knows nobody',
	'only-you': ' that knows only us',
	rubbish: ' that answers rubbish',
	silence: ' that never answers',
	'hang-up': ' that hangs up',
	refuses: ' that is off',
} as const satisfies Record<Extract<TrackerAnswer, string>, string>;

/** A tracker on this machine, HTTP (BEP 3, 7, 23) or UDP (BEP 15), that works or fails as its plan says. */
export class LabTracker {
	readonly announces: Announce[] = [];
	readonly plan: TrackerPlan;
	readonly #transport: TrackerTransport;
	readonly #registry: TrackerRegistry;
	readonly #clock: LabClock;
	#answer: TrackerAnswer;

	private constructor({
		plan = {},
		clock,
		host,
		port = 0,
		listed,
		handleAnnounce,
	}: LabTrackerOptions) {
		this.plan = plan;
		this.#clock = clock;
		this.#answer = plan.answers ?? 'peers';
		this.#registry = new TrackerRegistry(listed ?? (() => []));
		const address = {host: host ?? (plan.family === 6 ? '::1' : '127.0.0.1'), port};
		const answer: AnswerAnnounce = announce => {
			this.announces.push(announce);
			this.announces.splice(0, this.announces.length - keptAnnounces);
			this.#registry.handleAnnounce(announce);
			handleAnnounce?.(announce);
			return this.#reply(announce);
		};

		this.#transport =
			plan.protocol === 'udp'
				? new UdpTracker(address, answer, () => this.#answer === 'silence')
				: new HttpTracker(address, answer, plan.clockAhead ?? 0);
	}

	/** Starts a tracker; it listens when this resolves, unless its plan refuses. */
	static async start(options: LabTrackerOptions): Promise<LabTracker> {
		const tracker = new LabTracker(options);
		// A tracker that refuses needs a port of its own too, to refuse on.
		await tracker.#transport.open();
		await tracker.#change(tracker.#answer);
		for (const [atSeconds, answer] of tracker.plan.changes ?? []) {
			options.clock.after(atSeconds, () => {
				void tracker.#change(answer);
			});
		}

		return tracker;
	}

	/** What goes into a .torrent. */
	get url(): string {
		return this.#transport.url;
	}

	/** What it is, and what it answers unless all is well, in a few words. */
	get words(): string {
		const {protocol = 'http', clockAhead = 0} = this.plan;
		const answer = this.#answer;
		const fate =
			typeof answer === 'string'
				? answerWords[answer]
				: 'failure' in answer
					? `: “${answer.failure}”`
					: `: HTTP ${answer.status}`;
		const clock = clockAhead === 0 ? '' : `, its clock ${clockAhead} s ahead of ours`;
		return `${protocol === 'http' ? 'HTTP' : 'UDP'} tracker${fate}${clock}`;
	}

	stop(): void {
		this.#transport.close();
	}

	async #change(answer: TrackerAnswer): Promise<void> {
		const didRefuse = this.#answer === 'refuses';
		this.#answer = answer;
		if (answer === 'refuses') {
			this.#transport.close();
		} else if (didRefuse) {
			await this.#transport.open();
		}
	}

	#reply(announce: Announce): TrackerReply {
		const interval = (this.plan.interval ?? 60) * this.#clock.timeScale;
		switch (this.#answer) {
			case 'peers':
				return {interval, swarm: this.#registry.swarmFor(announce)};
			case 'nobody':
			case 'refuses':
				return {interval, swarm: {peers: [], seeds: 0, leechers: 0}};
			case 'only-you':
				return {interval, swarm: {peers: [announce.address], seeds: 0, leechers: 1}};
			default:
				return this.#answer;
		}
	}
}
