import {formatPeerAddress, type PeerAddress} from '../protocol/peer-address.js';
import type {AddTorrent} from '../store/engine-port.js';
import type {Settings} from '../store/settings.js';
import {BlackHole} from './black-hole.js';
import {LabClock} from './lab-clock.js';
import {LabContent} from './lab-content.js';
import {LabRandom} from './lab-random.js';
import {labSettings} from './lab-settings.js';
import {LabTracker} from './lab-tracker.js';
import {blockFolder, PortTaker} from './our-side.js';
import {KiB, MiB, type PeerPlan, type Scenario} from './scenario.js';
import {ScriptedPeer} from './scripted-peer.js';
import type {ListedPeer} from './tracker-registry.js';

/** How to run a scenario. */
export interface LabOptions {
	/** What a second of the scenario lasts, in seconds (1). */
	readonly timeScale?: number;
	/** The same seed gives the same bytes, pieces, lies and rejects (1). */
	readonly seed?: number;
}

/** Real milliseconds between two steps of the peers' rates. */
const tickMs = 50;

/** Leechers of the lab look for at most so many of the others. */
const maxLeecherDials = 10;

const defaultContent = {
	name: 'lab',
	pieceLength: 64 * KiB,
	files: [{path: ['lab.bin'], length: 4 * MiB + 1}],
};

/** A running swarm on this machine: nothing of it leaves the loopback. */
export class Lab {
	readonly scenario: Scenario;
	readonly seed: number;
	readonly content: LabContent;
	readonly peers: readonly ScriptedPeer[];
	/** Settings our client runs with in this lab, so that it stays on the loopback too. */
	readonly settings: Partial<Settings>;
	readonly trackers: LabTracker[] = [];
	readonly #clock: LabClock;
	readonly #blackHoles: BlackHole[] = [];
	/** Peers that have joined and not left. */
	readonly #present = new Set<ScriptedPeer>();
	readonly #dialled = new Set<string>();
	#portTaker: PortTaker | undefined;

	private constructor(scenario: Scenario, seed: number, clock: LabClock, content: LabContent) {
		this.scenario = scenario;
		this.seed = seed;
		this.content = content;
		this.#clock = clock;
		this.settings = labSettings(scenario, clock.timeScale);
		const random = new LabRandom(seed);
		this.peers = scenario.peers.flatMap(plan =>
			Array.from({length: plan.count ?? 1}, (_, at) => {
				const name = plan.count === undefined ? plan.name : `${plan.name} ${at + 1}`;
				return new ScriptedPeer({name, plan, content, clock, random: random.fork(name)});
			}),
		);
	}

	/** Starts trackers and peers; when this resolves all that join at once are listening. */
	static async start(scenario: Scenario, {timeScale = 1, seed = 1}: LabOptions = {}): Promise<Lab> {
		const clock = new LabClock(timeScale);
		const content = await LabContent.make(scenario.content ?? defaultContent, seed);
		const lab = new Lab(scenario, seed, clock, content);
		await lab.#start();
		return lab;
	}

	/** The bytes of the .torrent, its trackers in it. */
	get metainfo(): Uint8Array {
		return this.content.metainfo(this.#trackerUrls(false));
	}

	/** The torrent as our client is to add it, saving to `dir`, which is made ready for what the scenario wants there. */
	async torrentIn(dir: string): Promise<AddTorrent> {
		const {isFolderBlocked, isPaused, files} = this.scenario.us ?? {};
		if (isFolderBlocked) {
			await blockFolder(dir, this.content.plan.name);
		}

		return {
			metainfo: this.metainfo,
			dir,
			peers: this.givenPeers,
			trackers: this.#trackerUrls(true),
			...(isPaused && {isPaused}),
			...(files && {files}),
		};
	}

	/** The addresses the scenario gives to our client without a tracker. */
	get givenPeers(): readonly PeerAddress[] {
		return this.#listed('given').map(({host, port}) => ({host, port}));
	}

	/** The scenario in words: what it is, who is there, what to look at. */
	describe(): string {
		const row = (address: string, words: string) => `  ${address.padEnd(22)}${words}`;
		const {name, summary, watch} = this.scenario;
		return [
			`${name}: ${summary} (run ${this.seed})`,
			...this.trackers.map(({url, words}) => row(new URL(url).host, words)),
			...this.peers.map(peer => row(formatPeerAddress(peer), peer.name)),
			watch,
		].join('\n');
	}

	/** Ends everything; afterwards no socket, timer or thread of it is left. */
	async stop(): Promise<void> {
		this.#clock.stop();
		for (const tracker of this.trackers) {
			tracker.stop();
		}

		for (const peer of this.peers) {
			peer.leave();
		}

		this.#portTaker?.close();
		await Promise.all(this.#blackHoles.map(async hole => hole.close()));
	}

	async #start(): Promise<void> {
		await this.#openBlackHoles();
		const first = this.peers.filter(peer => (peer.plan.joins ?? 0) === 0);
		// One after the other, so that leechers find the others in the same order in every run.
		for (const peer of first) {
			await this.#join(peer);
		}

		for (const peer of this.peers.filter(each => !first.includes(each))) {
			this.#clock.after(peer.plan.joins ?? 0, () => {
				void this.#join(peer);
			});
		}

		await this.#startTrackers();
		if (this.scenario.us?.isPortTaken) {
			this.#portTaker = await PortTaker.take(this.settings.port ?? 0);
		}

		let last = performance.now();
		this.#clock.every(tickMs, () => {
			const now = performance.now();
			for (const peer of this.#present) {
				peer.tick((now - last) / 1000);
			}

			last = now;
		});
	}

	async #startTrackers(): Promise<void> {
		const options = {
			clock: this.#clock,
			listed: () => this.#listed('tracker'),
			handleAnnounce: (announce: {readonly address: PeerAddress}) => {
				this.#dial(announce.address);
			},
		};
		for (const plan of this.scenario.trackers ?? [{}]) {
			for (let started = 0; started < (plan.count ?? 1); started++) {
				this.trackers.push(await LabTracker.start({...options, plan}));
			}
		}
	}

	#trackerUrls(isAdded: boolean): string[] {
		return this.trackers
			.filter(({plan}) => (plan.isAdded ?? false) === isAdded)
			.map(({url}) => url);
	}

	async #openBlackHoles(): Promise<void> {
		for (const host of ['127.0.0.1', '::1']) {
			const peers = this.peers.filter(
				peer => peer.plan.connects === 'black-hole' && peer.host === host,
			);
			if (peers.length > 0) {
				const hole = await BlackHole.open(host, peers.length);
				this.#blackHoles.push(hole);
				for (const [at, peer] of peers.entries()) {
					peer.port = hole.ports[at] ?? 0;
				}
			}
		}
	}

	async #join(peer: ScriptedPeer): Promise<void> {
		if (peer.plan.connects !== 'black-hole') {
			await peer.start();
		}

		this.#present.add(peer);
		const others = [...this.#present].filter(other => other !== peer && isAnswering(other.plan));
		if (peer.plan.downloads !== undefined) {
			for (const other of others.slice(0, maxLeecherDials)) {
				peer.connect(other);
			}
		} else if (isAnswering(peer.plan)) {
			for (const other of others.filter(each => each.plan.downloads !== undefined)) {
				other.connect(peer);
			}
		}
	}

	#listed(found: 'tracker' | 'given'): ListedPeer[] {
		return [...this.#present]
			.filter(peer => !peer.isGone && (peer.plan.found ?? 'tracker') === found)
			.map(({host, port, isComplete}) => ({host, port, isSeed: isComplete}));
	}

	/** Somebody announced: the peers that dial do, once. */
	#dial(address: PeerAddress): void {
		const key = formatPeerAddress(address);
		if (this.#dialled.has(key)) {
			return;
		}

		this.#dialled.add(key);
		for (const peer of this.#present) {
			if (peer.plan.found === 'dials') {
				peer.connect(address);
			}
		}
	}
}

function isAnswering(plan: PeerPlan): boolean {
	return (plan.connects ?? 'answers') === 'answers' && plan.tells !== 'nothing';
}
