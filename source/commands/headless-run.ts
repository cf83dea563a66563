import type {Settings} from '../store/settings.js';
import {DownloadSession, type SessionReport} from './download-session.js';
import type {Outcome} from './exit.js';
import type {FlagValues} from './flags.js';
import {onInterrupt} from './interrupt.js';
import {JsonLines} from './json-lines.js';
import {JsonReport} from './json-report.js';
import {type EngineLog, openLogFile} from './log-file.js';
import {openEngine} from './open-engine.js';
import {isAsciiOnly} from './progress-bar.js';
import {isLiveStream, type ProgressLine} from './progress-line.js';
import type {Seeding, SessionEnd} from './session-end.js';
import {sessionOutcome} from './session-sentence.js';
import type {SessionItem} from './session-torrent.js';
import {tapPort} from './tapped-port.js';
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
	/** What ends a download otherwise, an error or an interface that isn't there, is waited out. */
	readonly isPatient?: boolean;
	/** Who else is told of it. */
	readonly reports?: readonly SessionReport[];
}

async function openLog({flags, line}: HeadlessOptions): Promise<EngineLog | undefined> {
	return flags.log === undefined
		? undefined
		: openLogFile(flags.log, sentence => line.note(sentence));
}

function textReport({flags, settings, line, items, seeding}: HeadlessOptions): TextReport {
	return new TextReport({
		line,
		isLive: isLiveStream(process.stderr),
		isAscii: isAsciiOnly(settings.ascii),
		tellsEnds: items.length > 1 || seeding !== null,
		// Who asks for a level and names no file wants to see the log here.
		level: flags.logLevel !== undefined && flags.log === undefined ? settings.logLevel : null,
	});
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
	const {flags, timeoutMs, stateDir} = options;
	// A live line is drawn four times a second; `--json` has a line a second, and plain lines are further apart.
	const hertz = isLiveStream(process.stderr) && !flags.json ? 4 : 1;
	// Where the diagnoses' time is scaled down, they look as much more often.
	const refresh = Math.min(10, hertz / options.settings.diagnosisTimeScale);
	const settings = {...options.settings, refresh};
	const log = await openLog(options);
	const lines = new JsonLines(text => process.stdout.write(text));
	const json = flags.json ? new JsonReport(lines, settings.diagnosticsInterval) : undefined;
	const {port} = await openEngine({settings, flags, stateDir});
	const session = new DownloadSession({
		...options,
		settings,
		port: log ? tapPort(port, message => log.handleMessage(message)) : port,
		reports: [textReport(options), ...(json ? [json] : []), ...(options.reports ?? [])],
		withAllPeers: json !== undefined,
	});
	const end = await runToEnd(session);
	const outcome = sessionOutcome(end, session, timeoutMs);
	for (const torrent of session.torrents) {
		if (torrent.completedAt === null && torrent.error === null) {
			json?.handleFailed(torrent, outcome.sentence ?? '');
		}
	}
	await log?.close();
	return outcome;
}
