import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {LabClock} from '../../source/lab/lab-clock.js';
import {LabTracker} from '../../source/lab/lab-tracker.js';
import type {PeerAddress} from '../../source/protocol/peer-address.js';
import type {ClientJob, RunningClient} from './clients/real-client.js';
import {loopbackAddress} from './namespace.js';

/** A test's own corner of the namespace: a tracker, a temporary folder, and the clients it started. All of it goes with `stop`. */
export class TestSwarm {
	readonly dir: string;
	readonly tracker: LabTracker;
	/** Peers the tracker tells besides those who announced. */
	readonly listed: PeerAddress[];
	readonly #clock: LabClock;
	readonly #running: RunningClient[] = [];
	#number = 1;

	private constructor(dir: string, clock: LabClock, tracker: LabTracker, listed: PeerAddress[]) {
		this.dir = dir;
		this.listed = listed;
		this.#clock = clock;
		this.tracker = tracker;
	}

	/** Starts the tracker, on the namespace's first address; `parent` is where its folder goes. */
	static async start(parent = tmpdir()): Promise<TestSwarm> {
		const clock = new LabClock(1);
		const listed: PeerAddress[] = [];
		const tracker = await LabTracker.start({
			clock,
			host: loopbackAddress(1),
			port: 6969,
			plan: {interval: 5},
			listed: () => listed.map(address => ({...address, isSeed: true})),
		});
		const dir = mkdtempSync(path.join(parent, 'unchoke-interop-'));
		return new TestSwarm(dir, clock, tracker, listed);
	}

	/** A new folder of the swarm's own. */
	folder(name: string): string {
		const folder = path.join(this.dir, name);
		mkdirSync(folder, {recursive: true});
		return folder;
	}

	/** A job for one more client, with an address and a scratch folder of its own. */
	job(torrentPaths: readonly string[], dir: string, limits: Partial<ClientJob> = {}): ClientJob {
		this.#number++;
		return {
			torrentPaths,
			dir,
			scratch: this.folder(`scratch-${this.#number}`),
			host: loopbackAddress(this.#number),
			port: 7000 + this.#number,
			...limits,
		};
	}

	/** Ends the client with the swarm. */
	watch<Running extends RunningClient>(running: Running): Running {
		this.#running.push(running);
		return running;
	}

	/** Resolves when the client at `host` has announced `count` torrents of which it lacks nothing. */
	async waitForSeed(host: string, count: number, running: RunningClient): Promise<void> {
		const seeded = new Set<string>();
		for (let waited = 0; waited < 30_000; waited += 20) {
			for (const announce of this.tracker.announces) {
				if (announce.address.host === host && announce.left === 0) {
					seeded.add(announce.infoHash);
				}
			}

			if (seeded.size >= count) {
				return;
			}

			if (running.process.isGone) {
				break;
			}

			await sleep(20);
		}

		throw new Error(
			`${running.process.name} seeds ${seeded.size} of ${count} torrents\n${running.process.output}`,
		);
	}

	async stop(): Promise<void> {
		await Promise.all(this.#running.map(async running => running.process.stop()));
		this.tracker.stop();
		this.#clock.stop();
		rmSync(this.dir, {recursive: true, force: true});
	}
}
