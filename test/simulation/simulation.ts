import type {SwarmSettings} from '../../source/swarm/swarm-settings.js';
import {type BehaviourName, behaviours} from './behaviour.js';
import {Chance} from './chance.js';
import {Content} from './content.js';
import {CoreClient} from './core-client.js';
import {Network, type NetworkOptions} from './network.js';
import {BrokenRule} from './request-watch.js';
import {Scheduler} from './scheduler.js';
import {ScriptedPeer} from './scripted-peer.js';

/** How large and how rough a simulated swarm is. */
export interface SimulationPlan {
	readonly pieceCount: number;
	readonly seeds: number;
	readonly leechers: number;
	/** How many of each scripted kind. */
	readonly scripted: Readonly<Partial<Record<BehaviourName, number>>>;
	/** Addresses where nobody answers. */
	readonly deadAddresses: number;
	readonly network: NetworkOptions;
	/** Settings of every client; made up for each when absent. */
	readonly settings?: Partial<SwarmSettings>;
	/** Users pause, go on and recheck at random. */
	readonly isRestless: boolean;
	/** Virtual time within which every leecher must be complete. */
	readonly limitMs: number;
}

/** How often a tracker tells everybody of everybody. */
const announceMs = 30_000;

/** A plan made up from a seed: a small swarm with a few of each kind of bad peer. */
export function planFrom(seed: number): SimulationPlan {
	const chance = new Chance(seed);
	const names = Object.keys(behaviours) as BehaviourName[];
	const scripted: Partial<Record<BehaviourName, number>> = {};
	// A crowd of all kinds, or one or two kinds that show alone what they do.
	const share = chance.pick([0.1, 0.4]);
	for (const name of names) {
		if (chance.isHit(share)) {
			scripted[name] = chance.whole(1, 2);
		}
	}
	return {
		pieceCount: chance.whole(1, 24),
		seeds: chance.whole(1, 2),
		leechers: chance.whole(1, 6),
		scripted,
		deadAddresses: chance.whole(0, 30),
		network: {
			breakShare: chance.pick([0, 0.2, 0.6]),
			slowest: chance.pick([2000, 10_000, 50_000]),
		},
		isRestless: chance.isHit(0.3),
		limitMs: 3_600_000,
	};
}

/** A swarm in one process on virtual time. The same seed and plan give the same run to the last byte. */
export class Simulation {
	readonly scheduler = new Scheduler();
	readonly clients: CoreClient[] = [];
	readonly content: Content;
	readonly #plan: SimulationPlan;
	readonly #chance: Chance;
	readonly #network: Network;
	readonly #hosts: string[] = [];

	constructor(seed: number, plan: SimulationPlan) {
		this.#plan = plan;
		this.#chance = new Chance(seed ^ 0x5eed);
		this.content = new Content(this.#chance, plan.pieceCount, this.#chance.whole(1, 4) * 16_384);
		this.#network = new Network(this.scheduler, this.#chance.fork(), plan.network);
		for (let number = 0; number < plan.seeds + plan.leechers; number++) {
			this.#addClient(number < plan.seeds);
		}
		for (const [name, count] of Object.entries(plan.scripted)) {
			for (let number = 0; number < count; number++) {
				this.#addScripted(name as BehaviourName);
			}
		}
		for (let number = 0; number < plan.deadAddresses; number++) {
			const host = this.#newHost();
			if (this.#chance.isHit(0.5)) {
				this.#network.addBlackHole(host);
			}
		}
	}

	get leechers(): CoreClient[] {
		return this.clients.slice(this.#plan.seeds);
	}

	/** Starts everybody within a few seconds; time passes only as it is run. */
	start(): void {
		for (const client of this.clients) {
			this.scheduler.after(this.#chance.whole(0, 20_000), () => client.start());
		}
		this.#announce();
		if (this.#plan.isRestless) {
			this.#disturb();
		}
	}

	/** Runs until every leecher is complete, then looks whether all rules held. Throws a BrokenRule. */
	run(): void {
		this.start();
		this.scheduler.run(this.#plan.limitMs, () => this.#isComplete());
		this.#checkComplete();
		// Long enough for what was under way to end, and for the rules of seeds among themselves.
		this.scheduler.run(this.scheduler.now + 70_000, () => false);
		for (const client of this.clients) {
			this.#checkClient(client);
		}
	}

	#isComplete(): boolean {
		return this.leechers.every(({torrent}) => torrent.isComplete);
	}

	#checkComplete(): void {
		const late = this.leechers.filter(({torrent}) => !torrent.isComplete);
		if (late.length > 0) {
			const states = late.map(
				({host, torrent}) =>
					`${host} lacks ${torrent.wantedLeft} pieces of ${torrent.peers.size} peers`,
			);
			throw new BrokenRule(`not complete after ${this.scheduler.now} ms: ${states.join(', ')}`);
		}
	}

	#checkClient(client: CoreClient): void {
		const {host, torrent, content} = client;
		for (let index = 0; index < content.pieceCount; index++) {
			if (!content.isRight(client.store, index)) {
				throw new BrokenRule(`${host} is complete, but piece ${index} is wrong`);
			}
		}
		if (client.unaccountedBytes !== 0) {
			throw new BrokenRule(
				`${host}: ${client.unaccountedBytes} bytes of payload are unaccounted for`,
			);
		}
		for (const peer of torrent.peers) {
			if (peer.outstanding > 0) {
				throw new BrokenRule(
					`${host} is complete, but ${peer.outstanding} requests are outstanding`,
				);
			}
		}
		const honest = new Set(this.clients.map(other => other.host));
		for (const {peer, name} of client.events) {
			if (name === 'banned' && honest.has(peer!.address.host)) {
				throw new BrokenRule(`${host} banned ${peer!.address.host}, which never lied (R17)`);
			}
		}
	}

	#addClient(isSeed: boolean): void {
		const chance = this.#chance;
		const client = new CoreClient({
			scheduler: this.scheduler,
			network: this.#network,
			content: this.content,
			chance: chance.fork(),
			host: this.#newHost(),
			peerId: this.#newPeerId(),
			isSeed,
			isAudited: this.clients.length < 3,
			isLogging: true,
			writeFailures: chance.pick([0, 0, 0.02]),
			settings: this.#plan.settings ?? {
				pipelineDepth: chance.pick(['auto', 'auto', 1, 10]),
				uploadSlots: chance.pick([1, 4, 20]),
				isSequential: chance.isHit(0.2),
				uselessPolicy: chance.pick(['strict', 'pressure']),
				maxPeersPerTorrent: chance.pick([8, 80]),
			},
		});
		this.clients.push(client);
	}

	#addScripted(name: BehaviourName): void {
		new ScriptedPeer({
			scheduler: this.scheduler,
			network: this.#network,
			content: this.content,
			chance: this.#chance.fork(),
			host: this.#newHost(),
			peerId: this.#newPeerId(),
			behaviour: behaviours[name],
			targets: this.clients.map(({host}) => host),
		});
	}

	/** Everybody learns of everybody, as by a tracker. */
	#announce(): void {
		const addresses = this.#hosts.map(host => ({host, port: 6881}));
		for (const {torrent, scheduler} of this.clients) {
			torrent.handleCandidates(addresses, 'tracker', scheduler.now);
		}
		this.scheduler.after(announceMs, () => this.#announce());
	}

	/** A user does something to one of the leechers now and then. */
	#disturb(): void {
		this.scheduler.after(this.#chance.spread(1000, 300_000), () => {
			const client = this.#chance.pick(this.leechers);
			if (client.isRunning && this.#chance.isHit(0.5)) {
				client.stop();
				this.scheduler.after(this.#chance.spread(100, 60_000), () => client.start());
			} else if (client.isRunning) {
				client.recheck();
			}
			this.#disturb();
		});
	}

	#newHost(): string {
		const number = this.#hosts.length + 1;
		const host = `10.0.${number >> 8}.${number & 255}`;
		this.#hosts.push(host);
		return host;
	}

	#newPeerId(): Uint8Array {
		return Uint8Array.from({length: 20}, () => this.#chance.whole(0, 255));
	}
}
