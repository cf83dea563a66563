import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {metainfoTools} from '../engine/metainfo-tools.js';
import {Lab} from '../lab/lab.js';
import type {Scenario} from '../lab/scenario.js';
import {findScenario, scenarios} from '../lab/scenarios/all.js';
import {parseMetainfo} from '../protocol/metainfo.js';
import {ParseError} from '../protocol/parse-error.js';
import type {CommandInput} from './command-table.js';
import {givenSettings, userSettings} from './config/resolve-settings.js';
import type {SessionItem} from './download-session.js';
import {type Outcome, UsageError} from './exit.js';
import {givenTimeout} from './flag-values.js';
import {runHeadless} from './headless-run.js';
import {nearest} from './nearest.js';
import {openProgressLine} from './progress-line.js';
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

async function listScenarios(flags: CommandInput['flags']): Promise<Outcome> {
	const columns = [{title: 'Scenario'}, {title: 'What it is'}];
	const rows = scenarios.map(({name, summary}) => [name, summary]);
	await printTables([{columns, rows}], flags);
	return {status: 0};
}

function labItem(lab: Lab, dir: string): SessionItem {
	const bytes = lab.metainfo;
	const metainfo = parseMetainfo(bytes, metainfoTools);
	if (metainfo instanceof ParseError) {
		throw metainfo;
	}
	const torrent = {metainfo: bytes, dir, peers: lab.givenPeers};
	return {origin: `the scenario ${lab.scenario.name}`, metainfo, torrent};
}

/** Nothing stays of a lab, so where its files are is no news. */
function labOutcome({status, sentence}: Outcome, name: string): Outcome {
	const ends: Partial<Record<Outcome['status'], string>> = {
		0: 'is complete',
		3: 'is not complete: gave up on --timeout',
		130: 'was interrupted',
	};
	const end = ends[status];
	return {status, sentence: end === undefined ? (sentence ?? '') : `the scenario ${name} ${end}`};
}

/** `unchoke lab`: a swarm of real sockets on this machine, opened in the screen or printed. */
export async function runLab({words, flags}: CommandInput): Promise<Outcome> {
	if (flags.list) {
		return listScenarios(flags);
	}
	const scenario = await chooseScenario(words[0]);
	const timeoutMs = givenTimeout(flags);
	const user = await userSettings(flags);
	const folder = await mkdtemp(join(tmpdir(), 'unchoke-lab-'));
	const lab = await Lab.start(scenario);
	const line = await openProgressLine();
	try {
		// The scenario keeps the client on the loopback, whatever a config file says; what is typed here wins.
		const settings = {...user, ...lab.settings, ...(await givenSettings(flags))};
		const items = [labItem(lab, join(folder, 'payload'))];
		line.note(lab.describe());
		const stateDir = join(folder, 'state');
		const how = {flags, line, stateDir, timeoutMs, seeding: null};
		return labOutcome(await runHeadless({items, settings, ...how}), scenario.name);
	} finally {
		line.close();
		await lab.stop();
		await rm(folder, {recursive: true, force: true});
	}
}
