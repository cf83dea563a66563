import type {Settings} from '../../store/settings.js';
import type {CommandInput} from '../command-table.js';
import {userConfiguration} from '../config/configuration.js';
import type {Outcome} from '../exit.js';
import {givenFor} from '../flag-values.js';
import {onInterrupt} from '../interrupt.js';
import {openLogFile} from '../log-file.js';
import {tapPort} from '../tapped-port.js';
import {infoHashText, torrentLine} from '../torrent-line.js';
import {examinationOutcome} from './doctor-outcome.js';
import {startDoctorRun} from './doctor-run.js';
import {Examination, type ExaminationEnd} from './examination.js';
import {type Presentation, presentAsJson, presentAsText} from './presentation.js';

/** How long a swarm is looked at when nobody says. */
const defaultForMs = 60_000;

/** Runs an examination while signals and a reader that goes away can end it. */
async function runToEnd(examination: Examination): Promise<ExaminationEnd> {
	const stopListening = onInterrupt(() => examination.stop('interrupted'));
	const handleError = (): void => examination.stop('closed');
	process.stdout.on('error', handleError);
	try {
		return await examination.run();
	} finally {
		stopListening();
		process.stdout.off('error', handleError);
	}
}

/** Joins the swarm and looks at it. */
async function examineSwarm(
	input: CommandInput,
	settings: Settings,
	forMs: number,
	presentation: Presentation,
): Promise<Outcome> {
	const {flags} = input;
	const note = (text: string): void => presentation.note(text);
	const log = flags.log === undefined ? undefined : await openLogFile(flags.log, settings, note);
	const run = await startDoctorRun(input, settings);
	try {
		const {item, port} = run;
		presentation.tellTorrent(torrentLine(item.metainfo));
		const examination = new Examination({
			port: log ? tapPort(port, message => log.handleMessage(message)) : port,
			settings,
			torrent: item.torrent,
			infoHash: infoHashText(item.metainfo) ?? '',
			forMs,
			pending: id => port.reports.find(({torrentId}) => torrentId === id)?.pending ?? [],
			reports: [presentation.report],
		});
		const end = await runToEnd(examination);
		// Who was sure needs no advice to look longer.
		presentation.finish(examination.last, end.kind === 'time' ? examination.pending : []);
		return examinationOutcome(end, item.metainfo.name, examination.findings);
	} finally {
		await log?.close();
		await run.close();
	}
}

/** `unchoke doctor`: looks at a swarm until it is sure what is wrong with it, and says so. */
export async function runDoctor(input: CommandInput): Promise<Outcome> {
	const {flags} = input;
	const forMs = givenFor(flags) ?? defaultForMs;
	const configuration = await userConfiguration(flags);
	// Once a second is as often as the diagnoses look; a second of scaled time is shorter.
	const refresh = Math.min(20, 1 / configuration.settings.diagnosisTimeScale);
	const settings = {...configuration.settings, refresh};
	const presentation = flags.json
		? presentAsJson(text => process.stdout.write(text))
		: presentAsText(process.stdout, settings, forMs);
	return examineSwarm(input, settings, forMs, presentation);
}
