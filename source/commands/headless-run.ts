import type {Settings} from '../store/settings.js';
import {DiagnosticsReport} from './diagnostics-report.js';
import {
	DownloadSession,
	type Seeding,
	type SessionEnd,
	type SessionItem,
	type SessionReport,
} from './download-session.js';
import {EventLogReport, type LogFile, openLogFile} from './event-log.js';
import type {Outcome} from './exit.js';
import type {FlagValues} from './flags.js';
import {onInterrupt} from './interrupt.js';
import {JsonLines} from './json-lines.js';
import {JsonReport} from './json-report.js';
import {isAsciiOnly} from './progress-bar.js';
import {isLiveStream, type ProgressLine} from './progress-line.js';
import {sessionOutcome} from './session-sentence.js';
import {startEngine} from './start-engine.js';
import {TextReport} from './text-report.js';

/** What to run without a screen, and how. */
export interface HeadlessOptions {
	readonly items: readonly SessionItem[];
	readonly settings: Settings;
	/** `json`, `log` and `logLevel` decide who is told. */
	readonly flags: FlagValues;
	readonly line: ProgressLine;
	/** Null: end as soon as everything is complete. */
	readonly seeding: Seeding | null;
	/** Milliseconds; null: never give up. */
	readonly timeoutMs: number | null;
	/** Where resume data goes; the user's state folder when absent. */
	readonly stateDir?: string;
}

/** Everything that hears of a session, and what must be closed when it is over. */
interface Reports {
	readonly all: readonly SessionReport[];
	readonly json: JsonReport | undefined;
	readonly logFile: LogFile | undefined;
}

async function openReports(options: HeadlessOptions): Promise<Reports> {
	const {flags, settings, line, items, seeding} = options;
	const {diagnosticsInterval, logLevel} = settings;
	// Who asks for a level wants to see the log: in its file where there is one, else here.
	const isLogHere = flags.logLevel !== undefined && flags.log === undefined;
	const all: SessionReport[] = [
		new TextReport({
			line,
			isLive: isLiveStream(process.stderr),
			isAscii: isAsciiOnly(settings.ascii),
			tellsEnds: items.length > 1 || seeding !== null,
			level: isLogHere ? logLevel : null,
		}),
	];
	if (isLogHere && (logLevel === 'debug' || logLevel === 'info')) {
		all.push(new DiagnosticsReport(text => line.note(text), diagnosticsInterval));
	}
	let logFile: LogFile | undefined;
	if (flags.log !== undefined) {
		const file = await openLogFile(flags.log, sentence => line.note(sentence));
		const write = (text: string): void => file.write(text);
		all.push(new EventLogReport(write), new DiagnosticsReport(write, diagnosticsInterval));
		logFile = file;
	}
	const lines = new JsonLines(text => process.stdout.write(text));
	const json = flags.json ? new JsonReport(lines, diagnosticsInterval) : undefined;
	return {all: json ? [...all, json] : all, json, logFile};
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

/** Runs torrents without a screen to their end, told on stderr, as `--json` and in the log file as the flags want. */
export async function runHeadless(options: HeadlessOptions): Promise<Outcome> {
	const {all, json, logFile} = await openReports(options);
	// A live line is drawn four times a second; `--json` has a line a second, and plain lines are further apart.
	const refresh = isLiveStream(process.stderr) && json === undefined ? 4 : 1;
	const settings = {...options.settings, refresh};
	const session = new DownloadSession({
		...options,
		settings,
		port: await startEngine(settings, options.stateDir),
		reports: all,
		withAllPeers: all.length > 1,
	});
	const end = await runToEnd(session);
	const outcome = sessionOutcome(end, session, options.timeoutMs);
	for (const torrent of session.torrents) {
		if (torrent.completedAt === null && torrent.error === null) {
			json?.handleFailed(torrent, outcome.sentence ?? '');
		}
	}
	await logFile?.close();
	return outcome;
}
