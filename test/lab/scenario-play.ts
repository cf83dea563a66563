import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {DiagnosedPort} from '../../source/commands/diagnosed-port.js';
import {WorkerPort} from '../../source/engine/worker-port.js';
import {Lab} from '../../source/lab/lab.js';
import type {Scenario} from '../../source/lab/scenario.js';
import type {EngineEvent, EngineMessage} from '../../source/store/engine-port.js';
import type {Finding, Severity} from '../../source/store/finding.js';
import {defaultSettings} from '../../source/store/settings.js';

/** A finding that was seen; times in seconds of the scenario since our client had its torrent. */
export interface Sighting {
	/** The worst it had. */
	severity: Severity;
	/** Its predicate held for the diagnoses. */
	readonly heldAt: number;
	/** It was told. */
	readonly toldAt: number;
	/** As it read last. */
	finding: Finding;
}

/** What came of playing a scenario. */
export interface Play {
	readonly scenario: Scenario;
	readonly timeScale: number;
	/** By id. */
	readonly seen: ReadonlyMap<string, Sighting>;
	/** The headline while the scenario's own finding was told; else the last one. */
	readonly headline: string | null;
	readonly isComplete: boolean;
	/** It ended because the time was up. */
	readonly isOutOfTime: boolean;
}

/** How long and how fast to play. In seconds of the scenario. */
export interface PlayOptions {
	readonly timeScale: number;
	/** The longest it may take. */
	readonly within: number;
	/** How long to go on once the finding was told. */
	readonly thereafter: number;
}

const ranks: readonly Severity[] = ['info', 'warn', 'error'];

/** Plays a scenario with an engine on a thread of its own, diagnosed as `unchoke lab` does it, until its finding was told. */
export async function playScenario(scenario: Scenario, options: PlayOptions): Promise<Play> {
	const folder = mkdtempSync(path.join(tmpdir(), 'unchoke-play-'));
	const lab = await Lab.start(scenario, {timeScale: options.timeScale});
	const settings = {...defaultSettings, ...lab.settings};
	const port = new DiagnosedPort({
		port: new WorkerPort({settings, stateDir: path.join(folder, 'state'), version: '0.0.0'}),
		settings,
	});
	const player = new Player(scenario, options, port);
	try {
		port.send({
			type: 'addTorrent',
			requestId: 1,
			torrent: await lab.torrentIn(path.join(folder, 'payload')),
		});
		return await player.play();
	} finally {
		await port.close();
		await lab.stop();
		rmSync(folder, {recursive: true, force: true});
	}
}

class Player {
	readonly #scenario: Scenario;
	readonly #options: PlayOptions;
	readonly #port: DiagnosedPort;
	readonly #seen = new Map<string, Sighting>();
	readonly #end = Promise.withResolvers<{readonly isOutOfTime: boolean}>();
	#startedAt = Number.NaN;
	#headline: string | null = null;
	#isComplete = false;
	#timer: NodeJS.Timeout | undefined;

	constructor(scenario: Scenario, options: PlayOptions, port: DiagnosedPort) {
		this.#scenario = scenario;
		this.#options = options;
		this.#port = port;
	}

	async play(): Promise<Play> {
		const {timeScale} = this.#options;
		const stopListening = this.#port.listen(message => this.#handleMessage(message));
		const {isOutOfTime} = await this.#end.promise;
		stopListening();
		clearTimeout(this.#timer);
		return {
			scenario: this.#scenario,
			timeScale,
			seen: this.#seen,
			headline: this.#headline,
			isComplete: this.#isComplete,
			isOutOfTime,
		};
	}

	/** Seconds of the scenario since the torrent was there. */
	#time(epochMs: number): number {
		return (epochMs - this.#startedAt) / 1000 / this.#options.timeScale;
	}

	#handleMessage(message: EngineMessage): void {
		if (message.type === 'snapshot') {
			this.#afterwards(Math.max(100, 1000 * this.#options.timeScale), () => this.#pull());
			this.#lookAtTime(message.epochMs);
			return;
		}
		for (const event of message.events) {
			this.#handleEvent(event);
		}
	}

	#handleEvent(event: EngineEvent): void {
		switch (event.type) {
			case 'torrentAdded':
				this.#startedAt = Date.now();
				this.#pull();
				break;
			case 'torrentComplete':
				this.#isComplete = true;
				break;
			case 'findings':
				this.#note(event);
				break;
			case 'crashed':
				this.#end.reject(new Error(event.stack));
				break;
			default:
				break;
		}
	}

	#note({epochMs, findings}: Extract<EngineEvent, {type: 'findings'}>): void {
		const {shows} = this.#scenario;
		const isShown = findings.some(({id}) => id === shows?.id);
		if (shows === undefined || !this.#seen.has(shows.id) || isShown) {
			this.#headline = findings[0]?.id ?? null;
		}
		for (const finding of findings) {
			const {id, severity, since} = finding;
			const known = this.#seen.get(id);
			if (known === undefined) {
				const [heldAt, toldAt] = [this.#time(since), this.#time(epochMs)];
				this.#seen.set(id, {severity, heldAt, toldAt, finding});
			} else {
				known.finding = finding;
				known.severity = ranks[Math.max(ranks.indexOf(known.severity), ranks.indexOf(severity))]!;
			}
		}
	}

	#lookAtTime(epochMs: number): void {
		const {within, thereafter} = this.#options;
		const {shows} = this.#scenario;
		const time = this.#time(epochMs);
		const told = this.#seen.get(shows?.id ?? '');
		if (told !== undefined && time > told.toldAt + thereafter) {
			this.#end.resolve({isOutOfTime: false});
		} else if (shows === undefined && this.#isComplete) {
			this.#end.resolve({isOutOfTime: false});
		} else if (time > within) {
			this.#end.resolve({isOutOfTime: true});
		}
	}

	#pull(): void {
		const query = {torrentId: null, peerId: null, withPieces: false, withAllPeers: true};
		this.#port.send({type: 'pull', query});
	}

	#afterwards(ms: number, action: () => void): void {
		this.#timer = setTimeout(action, ms);
	}
}
