import type {Settings} from '../../store/settings.js';
import {detectLook} from '../../ui/theme/detect-look.js';
import {plainLook} from '../doctor/plain-look.js';
import type {Outcome} from '../exit.js';
import {givenTimeout} from '../flag-values.js';
import type {FlagValues} from '../flags.js';
import {runHeadless} from '../headless-run.js';
import {openProgressLine, type ProgressLine} from '../progress-line.js';
import {infoHashText} from '../torrent-line.js';
import {FindingReport, type FindingReportOptions} from './finding-report.js';
import type {LabRun} from './lab-run.js';

/** A scenario about a finding goes on for so long after its torrent is complete, milliseconds at its own pace. */
const lingerMs = 20_000;

/** Columns where no terminal says. */
const usualWidth = 120;

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

/** The scenario without a screen: what goes on and what is found is told on stderr, and as `--json` where that is wanted. */
export async function runHeadlessLab(
	run: LabRun,
	flags: FlagValues,
	settings: Settings,
): Promise<Outcome> {
	const timeoutMs = givenTimeout(flags);
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
