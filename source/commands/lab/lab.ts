import {resolve} from 'node:path';
import {labSettings, loopbackOnly} from '../../lab/lab-settings.js';
import {unplayable} from '../../lab/playable.js';
import type {Scenario} from '../../lab/scenario.js';
import {findScenario, scenarios} from '../../lab/scenarios/all.js';
import {canDrawScreen} from '../../ui/can-draw-screen.js';
import type {CommandInput} from '../command-table.js';
import {givenSettings, userConfiguration} from '../config/configuration.js';
import {type Outcome, RunError, UsageError} from '../exit.js';
import {givenReplay, givenSpeed} from '../flag-values.js';
import type {FlagValues} from '../flags.js';
import {JsonLines} from '../json-lines.js';
import {nearest} from '../nearest.js';
import {checkOut} from '../torrent-out.js';
import {typedText} from '../typed-text.js';
import {LabRun} from './lab-run.js';

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
	if (flags.json) {
		const lines = new JsonLines(text => process.stdout.write(text));
		for (const {name, summary, watch, shows} of scenarios) {
			lines.line('scenario', {name, summary, watch, finding: shows?.id ?? null});
		}
		return {status: 0};
	}
	const {scenarioLines} = await import('./scenario-list.js');
	process.stdout.write(`${scenarioLines(scenarios, process.stdout.columns).join('\n')}\n`);
	return {status: 0};
}

/** Where the scenario's .torrent is to be written; undefined when nobody asked for it. */
async function givenTorrentFile({torrent}: FlagValues): Promise<string | undefined> {
	if (torrent === undefined) {
		return undefined;
	}
	const path = resolve(torrent);
	await checkOut(path, false, 'name another file');
	return path;
}

/** `unchoke lab`: a swarm of real sockets on this machine, opened in the screen or printed. */
export async function runLab({words, flags}: CommandInput): Promise<Outcome> {
	if (flags.list) {
		return listScenarios(flags);
	}
	const scenario = await chooseScenario(words[0]);
	const problem = unplayable(scenario);
	if (problem !== undefined) {
		throw new RunError(problem);
	}
	const {settings: user, keys} = await userConfiguration(flags);
	const given = await givenSettings(flags);
	const speed = givenSpeed(flags);
	const timeScale = speed === undefined ? {...user, ...given}.diagnosisTimeScale : 1 / speed;
	// The scenario says how the client runs, whatever a config file says; what is typed here wins, but can't lead it off this machine.
	const settings = {
		...user,
		...labSettings(scenario, timeScale),
		...given,
		...loopbackOnly,
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
	const torrentFile = await givenTorrentFile(flags);
	const run = new LabRun(scenario, {timeScale, ...(seed === undefined ? {} : {seed})}, torrentFile);
	try {
		if (isHeadless) {
			const {runHeadlessLab} = await import('./headless-lab.js');
			return await runHeadlessLab(run, flags, settings);
		}
		const {runLabOnScreen} = await import('./screen-lab.js');
		return await runLabOnScreen(run, flags, {settings, keys});
	} finally {
		await run.close();
	}
}
