import {type ExitStatus, InterruptedError, type Outcome, RunError, UsageError} from './exit.js';
import {parseArguments} from './parse-arguments.js';

async function runCommand(argv: readonly string[]): Promise<Outcome> {
	const {name, command, words, flags} = await parseArguments(argv);
	if (flags.version || flags.help) {
		const [{helpText}, {version}] = await Promise.all([
			import('./help.js'),
			import('./version.js'),
		]);
		process.stdout.write(flags.version ? `${version()}\n` : helpText(name, command));
		return {status: 0};
	}
	const {loadCommand} = await import('./load-command.js');
	const run = await loadCommand(name);
	return run({words, flags});
}

/** Our own bug: the sentence for stderr; the stack goes to a log file and never to the terminal. */
async function reportBug(error: unknown): Promise<string> {
	const {writeCrashLog} = await import('./crash-log.js');
	return writeCrashLog(error);
}

async function outcomeOf(error: unknown): Promise<Outcome> {
	const statuses: ReadonlyArray<[new (message: string) => Error, ExitStatus]> = [
		[UsageError, 2],
		[RunError, 1],
		[InterruptedError, 130],
	];
	for (const [kind, status] of statuses) {
		if (error instanceof kind) {
			return {status, sentence: error.message};
		}
	}
	return {status: 1, sentence: await reportBug(error)};
}

/** Waits until what was written before is out, so that exiting loses nothing. */
function flush(stream: NodeJS.WriteStream): Promise<void> {
	return new Promise(resolve => {
		if (stream.destroyed || !stream.writable) {
			resolve();
		} else {
			stream.write('', () => resolve());
		}
	});
}

/**
 * Runs a command line to its end and exits: the last line on stderr says why, in one sentence.
 * A reader of stdout that goes away (`| head`) is no error of ours.
 */
export async function run(argv: readonly string[]): Promise<void> {
	process.stderr.on('error', () => {});
	process.stdout.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code !== 'EPIPE') {
			process.exit(1);
		}
	});
	process.on('uncaughtException', error => {
		void reportBug(error).then(sentence => {
			process.stderr.write(`unchoke: ${sentence}\n`);
			process.exit(1);
		});
	});
	const {status, sentence} = await runCommand(argv).catch(outcomeOf);
	if (sentence !== undefined) {
		process.stderr.write(`unchoke: ${sentence}\n`);
	}
	await Promise.all([flush(process.stdout), flush(process.stderr)]);
	process.exit(status);
}
