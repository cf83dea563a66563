import {toHex} from '../../protocol/hex.js';
import {parseInfoHash} from '../../protocol/info-hash.js';
import {isMagnet, parseMagnet} from '../../protocol/magnet.js';
import {ParseError} from '../../protocol/parse-error.js';
import type {Settings} from '../../store/settings.js';
import {checkBundlePath, writeBundle} from '../bundle/write-bundle.js';
import type {CommandInput} from '../command-table.js';
import {userConfiguration} from '../config/configuration.js';
import {type Outcome, RunError, UsageError} from '../exit.js';
import {givenFor} from '../flag-values.js';
import type {FlagValues} from '../flags.js';
import {onInterrupt} from '../interrupt.js';
import {findRunning, type RunningTorrent} from '../running/find-running.js';
import {examinationOutcome} from './doctor-outcome.js';
import {type DoctorItem, openDoctorItem, runningItem} from './doctor-run.js';
import {Examination, type Look} from './examination.js';
import {openRunning, openSubject, type Subject} from './open-subject.js';
import {type Presentation, presentAsJson, presentAsText} from './presentation.js';
import {wayEnd} from './way-end.js';

/** How long a swarm is looked at when nobody says, and one that another program runs: that has been looked at all along. */
const defaultForMs = {own: 60_000, running: 3000};

function present(flags: FlagValues, settings: Settings, forMs: number): Presentation {
	return flags.json
		? presentAsJson(text => process.stdout.write(text))
		: presentAsText(process.stdout, settings, forMs);
}

/** Looks at the subject while signals and a reader that goes away can end it, says what there is to say, and writes the bundle. */
async function examine(
	subject: Subject,
	{name, infoHash, line, torrent}: DoctorItem,
	{flags}: CommandInput,
	settings: Settings,
): Promise<Outcome> {
	const forMs = givenFor(flags) ?? defaultForMs[subject.kind];
	const presentation = present(flags, settings, forMs);
	presentation.tellTorrent(line);
	if (subject.note !== null) {
		presentation.note(subject.note);
	}
	const examination = new Examination({
		port: subject.port,
		settings,
		torrent: subject.kind === 'own' ? torrent : null,
		infoHash,
		forMs,
		...(subject.pending && {pending: subject.pending}),
		reports: [presentation.report],
	});
	const handleError = (): void => examination.stop('closed');
	const stopListening = onInterrupt(() => examination.stop('interrupted'));
	process.stdout.on('error', handleError);
	try {
		const end = await examination.run();
		// Who was sure needs no advice to look longer.
		presentation.finish(examination.last, end.kind === 'time' ? examination.pending : []);
		await keepBundle(subject, examination.last, flags);
		const {last, findings} = examination;
		if (last === null && end.kind === 'time') {
			throw new RunError(`nothing was learned of ${name} in so short a time (--for)`);
		}
		return examinationOutcome(end, {
			name,
			findings,
			wayEnd: last && wayEnd(last.state, last.torrentId),
		});
	} finally {
		await examination.close();
		stopListening();
		process.stdout.off('error', handleError);
	}
}

/** Writes the bundle while the swarm is still there to be told of. */
async function keepBundle(subject: Subject, last: Look | null, flags: FlagValues): Promise<void> {
	if (flags.bundle !== undefined && last !== null) {
		await writeBundle(flags.bundle, {
			keeper: subject.keeper,
			torrentId: last.torrentId,
			hidesAddresses: flags.redactAddresses ?? false,
			epochMs: Date.now(),
		});
	}
}

/** `unchoke doctor`: looks at a swarm until it is sure what is wrong with it, and says so; or shows a help bundle again. */
export async function runDoctor(input: CommandInput): Promise<Outcome> {
	const {flags, words} = input;
	givenFor(flags);
	if (flags.redactAddresses && flags.bundle === undefined) {
		throw new UsageError('--redact-addresses goes with --bundle FILE');
	}
	if (flags.bundle !== undefined) {
		await checkBundlePath(flags.bundle);
	}
	const configuration = await userConfiguration(flags);
	const {isBundle} = await import('../bundle/read-bundle.js');
	if (await isBundle(words[0]!)) {
		const {showBundle} = await import('./show-bundle.js');
		return showBundle(words[0]!, present(flags, configuration.settings, 0));
	}
	// Once a second is as often as the diagnoses look; a second of scaled time is shorter.
	const refresh = Math.min(20, 1 / configuration.settings.diagnosisTimeScale);
	const settings = {...configuration.settings, refresh};
	const running = await findByLink(words[0]!, flags);
	if (running !== undefined) {
		return examine(
			openRunning(running, flags, settings),
			runningItem(running.torrent),
			input,
			settings,
		);
	}
	const opened = await openDoctorItem(input);
	try {
		const subject = await openSubject(opened, flags, settings);
		try {
			return await examine(subject, opened, input, settings);
		} finally {
			await subject.close();
		}
	} finally {
		await opened.close();
	}
}

/** Of a magnet link or an info hash no .torrent is needed where a program of the user's has it already. */
async function findByLink(word: string, flags: FlagValues): Promise<RunningTorrent | undefined> {
	const hashes = isMagnet(word) ? parseMagnet(word) : parseInfoHash(word);
	if (hashes instanceof ParseError || flags.attach === false) {
		return undefined;
	}
	const hash = hashes.infoHash ?? hashes.infoHashV2;
	return hash === null ? undefined : findRunning(toHex(hash));
}
