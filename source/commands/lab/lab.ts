import {labSettings} from '../../lab/lab-settings.js';
import type {Scenario} from '../../lab/scenario.js';
import {findScenario, scenarios} from '../../lab/scenarios/all.js';
import type {EngineEvent} from '../../store/engine-port.js';
import type {Settings} from '../../store/settings.js';
import {canDrawScreen} from '../../ui/can-draw-screen.js';
import {detectLook} from '../../ui/theme/detect-look.js';
import type {CommandInput} from '../command-table.js';
import {type Configuration, givenSettings, userConfiguration} from '../config/configuration.js';
import {plainLook} from '../doctor/plain-look.js';
import {type Outcome, UsageError} from '../exit.js';
import {givenReplay, givenSpeed, givenTimeout} from '../flag-values.js';
import type {FlagValues} from '../flags.js';
import {nearest} from '../nearest.js';
import {openProgressLine, type ProgressLine} from '../progress-line.js';
import {printTables} from '../tables.js';
import {infoHashText} from '../torrent-line.js';
import {typedText} from '../typed-text.js';
import type {FindingReportOptions} from './finding-report.js';
import {LabRun} from './lab-run.js';

/** A scenario about a finding goes on for so long after its torrent is complete, milliseconds at its own pace. */
const lingerMs = 20_000;

/** Columns where no terminal says. */
const usualWidth = 120;

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
	const {scenarioTable} = await import('./scenario-list.js');
	await printTables([scenarioTable(scenarios, process.stdout.columns)], flags);
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

function stderrLook(settings: Settings, line: ProgressLine): FindingReportOptions {
	const {stderr} = process;
	const detected = detectLook(settings, process.env, stderr);
	const look = stderr.isTTY ? detected : plainLook(detected.isAscii);
	return {line, look, width: stderr.columns ?? usualWidth};
}

async function runHeadlessLab(
	run: LabRun,
	flags: FlagValues,
	settings: Settings,
): Promise<Outcome> {
	const timeoutMs = givenTimeout(flags);
	const [{runHeadless}, {FindingReport}] = await Promise.all([
		import('../headless-run.js'),
		import('./finding-report.js'),
	]);
	const line = openProgressLine();
	try {
		const item = await run.openItem();
		line.note((await run.lab).describe());
		const infoHash = infoHashText(item.metainfo) ?? '';
		line.note(`In another terminal: unchoke doctor ${infoHash}`);
		const {shows, name} = run.scenario;
		// What a finding is about, a disk or an interface, ends a download; here it is what there is to see.
		const isPatient = shows !== undefined;
		const seeding = isPatient ? {ratio: 0, timeMs: lingerMs * settings.diagnosisTimeScale} : null;
		const reports = flags.json ? [] : [new FindingReport(stderrLook(settings, line))];
		const how = {flags, line, stateDir: run.stateDir, timeoutMs, seeding, isPatient, reports};
		return labOutcome(await runHeadless({items: [item], settings, ...how}), name);
	} finally {
		line.close();
	}
}

/** What the log begins with: what there is to see, and that it is all here. */
function openingLines({name, summary, watch}: Scenario): EngineEvent[] {
	const texts = [`Lab ${name}: ${summary}; nothing of it leaves this machine`, `Look: ${watch}`];
	const about = {level: 'info', name: 'lab', torrentId: null, peerId: null, address: null} as const;
	return texts.map(text => ({type: 'log', epochMs: Date.now(), ...about, text}));
}

/** The scenario starts when the screen stands: the first frame waits for nothing. */
async function runLabOnScreen(
	run: LabRun,
	flags: FlagValues,
	configuration: Configuration,
): Promise<Outcome> {
	const {runOnScreen} = await import('../screen-run.js');
	const {scenario, stateDir} = run;
	if (scenario.us?.isPortTaken) {
		// It has to be so before our client listens.
		await run.lab;
	}
	return runOnScreen({
		...configuration,
		title: `lab: ${scenario.name}`,
		lesson: scenario.watch,
		initialEvents: openingLines(scenario),
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
	const given = await givenSettings(flags);
	const timeScale = 1 / (givenSpeed(flags) ?? 1 / (given.diagnosisTimeScale ?? 1));
	// The scenario keeps the client on the loopback, whatever a config file says; what is typed here wins.
	const settings = {
		...user,
		...labSettings(scenario, timeScale),
		...given,
		diagnosisTimeScale: timeScale,
	};
	const isHeadless = flags.headless || flags.json || !canDrawScreen(process, process.env);
	const seed = givenReplay(flags);
	const limit = scenario.us?.descriptorLimit;
	if (limit !== undefined) {
		const {runWithFewerDescriptors} = await import('./limited-process.js');
		const outcome = await runWithFewerDescriptors(limit);
		if (outcome !== undefined) {
			return outcome;
		}
	}
	const run = new LabRun(scenario, {timeScale, ...(seed === undefined ? {} : {seed})});
	try {
		return await (isHeadless
			? runHeadlessLab(run, flags, settings)
			: runLabOnScreen(run, flags, {settings, keys}));
	} finally {
		await run.close();
	}
}
