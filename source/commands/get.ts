import type {Settings} from '../store/settings.js';
import type {CommandInput} from './command-table.js';
import {userFolders} from './config/folders.js';
import {resolveSettings} from './config/resolve-settings.js';
import {DiagnosticsReport} from './diagnostics-report.js';
import {
	DownloadSession,
	type Seeding,
	type SessionEnd,
	type SessionReport,
} from './download-session.js';
import {EventLogReport, type LogFile, openLogFile} from './event-log.js';
import type {Outcome} from './exit.js';
import {givenTimeout} from './flag-values.js';
import type {FlagValues} from './flags.js';
import {onInterrupt} from './interrupt.js';
import {JsonLines} from './json-lines.js';
import {JsonReport} from './json-report.js';
import {isAsciiOnly} from './progress-bar.js';
import {isLiveStream, openProgressLine, type ProgressLine} from './progress-line.js';
import {sessionItems} from './session-items.js';
import {sessionOutcome} from './session-sentence.js';
import {startEngine} from './start-engine.js';
import {TextReport} from './text-report.js';

/** `get` goes on after completion only when a flag says so; how long may stand in the config file. */
function readSeeding(flags: FlagValues, settings: Settings): Seeding | null {
	const isWanted = flags.seed || flags.seedRatio !== undefined || flags.seedTime !== undefined;
	return isWanted ? {ratio: settings.seedRatio, timeMs: settings.seedTime} : null;
}

/** Everything that hears of a session, and what must be closed when it is over. */
interface Reports {
	readonly reports: readonly SessionReport[];
	readonly json: JsonReport | undefined;
	readonly logFile: LogFile | undefined;
}

async function openReports(
	flags: FlagValues,
	settings: Settings,
	line: ProgressLine,
	tellsEnds: boolean,
): Promise<Reports> {
	const {diagnosticsInterval, logLevel} = settings;
	const isLive = isLiveStream(process.stderr) && !(flags.json && process.stdout.isTTY);
	// Who asks for a level wants to see the log: in its file where there is one, else here.
	const isLogHere = flags.logLevel !== undefined && flags.log === undefined;
	const isAscii = isAsciiOnly(settings.ascii);
	const reports: SessionReport[] = [
		new TextReport({line, isLive, isAscii, tellsEnds, level: isLogHere ? logLevel : null}),
	];
	if (isLogHere && logLevel !== 'error' && logLevel !== 'warn') {
		reports.push(new DiagnosticsReport(text => line.note(text), diagnosticsInterval));
	}
	const logFile =
		flags.log === undefined
			? undefined
			: await openLogFile(flags.log, sentence => line.note(sentence));
	if (logFile) {
		const report = new EventLogReport(text => logFile.write(text));
		reports.push(report, new DiagnosticsReport(text => logFile.write(text), diagnosticsInterval));
	}
	const lines = new JsonLines(text => process.stdout.write(text));
	const json = flags.json ? new JsonReport(lines, diagnosticsInterval) : undefined;
	return {reports: json ? [...reports, json] : reports, json, logFile};
}

/** Runs the session while signals and a reader that goes away can end it. */
async function runToEnd(session: DownloadSession): Promise<SessionEnd> {
	const stopListening = onInterrupt(() => session.stop('interrupted'));
	const handleError = (): void => session.stop('closed');
	process.stdout.on('error', handleError);
	try {
		return await session.run();
	} finally {
		stopListening();
		process.stdout.off('error', handleError);
	}
}

/** `unchoke get`: downloads without the screen and ends when everything is complete, or with the reason why it isn't. */
export async function runGet(input: CommandInput): Promise<Outcome> {
	const {flags} = input;
	const timeoutMs = givenTimeout(flags);
	const settings = await resolveSettings({
		flags,
		environment: process.env,
		configFolder: () => userFolders().config,
	});
	const isLive = isLiveStream(process.stderr);
	const line = await openProgressLine();
	try {
		const items = await sessionItems(input, line);
		const seeding = readSeeding(flags, settings);
		const tellsEnds = items.length > 1 || seeding !== null;
		const {reports, json, logFile} = await openReports(flags, settings, line, tellsEnds);
		// A line of JSON a second; a live line four times; the plain line looks once a second whether it is time.
		const sessionSettings = {...settings, refresh: isLive && !flags.json ? 4 : 1};
		const session = new DownloadSession({
			port: await startEngine(sessionSettings),
			settings: sessionSettings,
			items,
			seeding,
			timeoutMs,
			reports,
			withAllPeers: reports.length > 1,
		});
		const end = await runToEnd(session);
		const outcome = sessionOutcome(end, session, timeoutMs);
		for (const torrent of session.torrents) {
			if (torrent.completedAt === null && torrent.error === null) {
				json?.handleFailed(torrent, outcome.sentence ?? '');
			}
		}
		await logFile?.close();
		return outcome;
	} finally {
		line.close();
	}
}
