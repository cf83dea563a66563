import {mkdtempSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Lab} from '../lab/lab.js';
import {labSettings} from '../lab/lab-settings.js';
import type {Scenario} from '../lab/scenario.js';
import {findScenario, scenarios} from '../lab/scenarios/all.js';
import type {Settings} from '../store/settings.js';
import {canDrawScreen} from '../ui/can-draw-screen.js';
import type {CommandInput} from './command-table.js';
import {type Configuration, givenSettings, userConfiguration} from './config/configuration.js';
import {type Outcome, UsageError} from './exit.js';
import {givenReplay, givenTimeout} from './flag-values.js';
import type {FlagValues} from './flags.js';
import {nearest} from './nearest.js';
import {openProgressLine} from './progress-line.js';
import type {SessionItem} from './session-torrent.js';
import {printTables} from './tables.js';
import {typedText} from './typed-text.js';

async function chooseScenario(name: string | undefined): Promise<Scenario> {
	const scenario = name === undefined ? scenarios[0] : findScenario(name);
	if (scenario === undefined) {
		const names = scenarios.map(each => each.name);
		const guess = await nearest(name ?? '', names);
		throw new UsageError(
			`there is no scenario ${typedText(name ?? '')}; did you mean ${guess}? (unchoke lab --list)`,
		);
	}
	return scenario;
}

async function listScenarios(flags: FlagValues): Promise<Outcome> {
	const columns = [{title: 'Scenario'}, {title: 'What it is'}];
	const rows = scenarios.map(({name, summary}) => [name, summary]);
	await printTables([{columns, rows}], flags);
	return {status: 0};
}

/** Nothing stays of a lab, so where its files are is no news. */
function labOutcome({status, sentence}: Outcome, name: string): Outcome {
	const ends: Partial<Record<Outcome['status'], string>> = {
		0: 'is complete',
		3: 'is not complete: gave up on --timeout',
		130: 'was interrupted',
	};
	const end = ends[status];
	return end === undefined
		? {status, sentence: sentence ?? ''}
		: {status, sentence: `the scenario ${name} ${end}`};
}

/** A scenario that is started when somebody asks for its torrent, with a folder that is gone afterwards. */
class LabRun {
	readonly scenario: Scenario;
	readonly folder: string;
	readonly stateDir: string;
	readonly #seed: number | undefined;
	#lab: Promise<Lab> | undefined;

	/** `seed` chooses the run; the same one each time when it is undefined. */
	constructor(scenario: Scenario, seed: number | undefined) {
		this.scenario = scenario;
		this.#seed = seed;
		this.folder = mkdtempSync(join(tmpdir(), 'unchoke-lab-'));
		this.stateDir = join(this.folder, 'state');
	}

	/** The scenario's trackers and peers, up and listening. */
	get lab(): Promise<Lab> {
		const options = this.#seed === undefined ? {} : {seed: this.#seed};
		this.#lab ??= import('../lab/lab.js').then(async ({Lab}) => Lab.start(this.scenario, options));
		return this.#lab;
	}

	async openItem(): Promise<SessionItem> {
		const {metainfo: bytes, givenPeers} = await this.lab;
		const {openTorrentBytes} = await import('./torrent-source.js');
		const origin = `the scenario ${this.scenario.name}`;
		const dir = join(this.folder, 'payload');
		const torrent = {metainfo: bytes, dir, peers: givenPeers};
		return {origin, metainfo: openTorrentBytes(bytes, origin).metainfo, torrent};
	}

	async close(): Promise<void> {
		await (await this.#lab)?.stop();
		await rm(this.folder, {recursive: true, force: true});
	}
}

async function runHeadlessLab(
	run: LabRun,
	flags: FlagValues,
	settings: Settings,
): Promise<Outcome> {
	const timeoutMs = givenTimeout(flags);
	const {runHeadless} = await import('./headless-run.js');
	const line = openProgressLine();
	try {
		const item = await run.openItem();
		line.note((await run.lab).describe());
		const how = {flags, line, stateDir: run.stateDir, timeoutMs, seeding: null};
		return labOutcome(await runHeadless({items: [item], settings, ...how}), run.scenario.name);
	} finally {
		line.close();
	}
}

/** The scenario starts when the screen stands: the first frame waits for nothing. */
async function runLabOnScreen(
	run: LabRun,
	flags: FlagValues,
	configuration: Configuration,
): Promise<Outcome> {
	const {runOnScreen} = await import('./screen-run.js');
	const {scenario, stateDir} = run;
	return runOnScreen({
		...configuration,
		title: `lab: ${scenario.name}`,
		items: [],
		firstTexts: [scenario.name],
		openItem: async text => {
			if (text !== scenario.name) {
				throw new UsageError('the lab is for its own torrent: open others with unchoke');
			}
			return run.openItem();
		},
		flags,
		stateDir,
		isPassing: true,
	});
}

/** `unchoke lab`: a swarm of real sockets on this machine, opened in the screen or printed. */
export async function runLab({words, flags}: CommandInput): Promise<Outcome> {
	if (flags.list) {
		return listScenarios(flags);
	}
	const scenario = await chooseScenario(words[0]);
	const {settings: user, keys} = await userConfiguration(flags);
	// The scenario keeps the client on the loopback, whatever a config file says; what is typed here wins.
	const settings = {...user, ...labSettings(scenario), ...(await givenSettings(flags))};
	const isHeadless = flags.headless || flags.json || !canDrawScreen(process, process.env);
	const run = new LabRun(scenario, givenReplay(flags));
	try {
		return await (isHeadless
			? runHeadlessLab(run, flags, settings)
			: runLabOnScreen(run, flags, {settings, keys}));
	} finally {
		await run.close();
	}
}
