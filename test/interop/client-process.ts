import {type ChildProcess, spawn} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';

/** How to start a program under test. */
export interface ClientProcessOptions {
	readonly cwd?: string;
	readonly env?: Readonly<Record<string, string>>;
	/** What to call it in messages; the command by default. */
	readonly name?: string;
}

/** Characters of output kept for a failing test's message. */
const keptOutput = 20_000;

/** A program we started: its output, its end, and how to end it by its own pid. */
export class ClientProcess {
	readonly name: string;
	readonly pid: number;
	/** Resolves with the exit code, or the signal's name, when the program is gone. */
	readonly exited: Promise<number | string>;
	/** The newest of what it printed, both streams. */
	output = '';
	readonly #child: ChildProcess;
	#isGone = false;
	#listeners = new Set<() => void>();

	constructor(
		command: string,
		args: readonly string[],
		{cwd, env, name = command}: ClientProcessOptions = {},
	) {
		this.name = name;
		this.#child = spawn(command, args, {
			stdio: ['ignore', 'pipe', 'pipe'],
			env: {...process.env, ...env},
			...(cwd === undefined ? {} : {cwd}),
		});
		this.pid = this.#child.pid ?? 0;
		for (const stream of [this.#child.stdout, this.#child.stderr]) {
			stream?.setEncoding('utf8');
			stream?.on('data', (text: string) => {
				this.output = (this.output + text).slice(-keptOutput);
				this.#notify();
			});
		}

		this.exited = new Promise(resolve => {
			this.#child.on('error', error => {
				this.output += error.message;
				this.#end(resolve, 'not started');
			});
			this.#child.on('close', (code, signal) => {
				this.#end(resolve, code ?? signal ?? 'unknown');
			});
		});
	}

	get isGone(): boolean {
		return this.#isGone;
	}

	#end(resolve: (how: number | string) => void, how: number | string): void {
		this.#isGone = true;
		resolve(how);
		this.#notify();
	}

	#notify(): void {
		for (const listener of this.#listeners) {
			listener();
		}
	}

	/** Resolves when the output matches; throws with the output when the program ends or the time is up before. */
	async waitForOutput(pattern: RegExp, timeoutMs: number): Promise<void> {
		const {promise, resolve, reject} = Promise.withResolvers<void>();
		const timer = setTimeout(() => {
			reject(new Error(`${this.name}: no ${pattern} within ${timeoutMs} ms\n${this.output}`));
		}, timeoutMs);
		const look = (): void => {
			if (pattern.test(this.output)) {
				resolve();
			} else if (this.#isGone) {
				reject(new Error(`${this.name} ended before ${pattern}\n${this.output}`));
			}
		};

		this.#listeners.add(look);
		look();
		try {
			await promise;
		} finally {
			clearTimeout(timer);
			this.#listeners.delete(look);
		}
	}

	/** Resolves when the file has so many lines; a client's hook writes one for each torrent that is done. */
	async waitForLines(file: string, count: number, timeoutMs: number): Promise<void> {
		for (let waited = 0; waited < timeoutMs; waited += 20) {
			if (existsSync(file) && readFileSync(file, 'utf8').split('\n').length > count) {
				return;
			}

			if (this.#isGone) {
				throw new Error(`${this.name} ended too early\n${this.output}`);
			}

			await sleep(20);
		}

		throw new Error(`${this.name}: not done within ${timeoutMs} ms\n${this.output}`);
	}

	/** Resolves with the exit code; throws with the output when the time is up before. */
	async waitForExit(timeoutMs: number): Promise<number | string> {
		const abort = new AbortController();
		const timeout = sleep(timeoutMs, 'timeout' as const, {signal: abort.signal});
		// The losing timer is cancelled, so that it doesn't hold the process open.
		timeout.catch(() => undefined);
		const how = await Promise.race([this.exited.then(code => ({code})), timeout]);
		abort.abort();
		if (how === 'timeout') {
			throw new Error(`${this.name}: still running after ${timeoutMs} ms\n${this.output}`);
		}

		return how.code;
	}

	kill(signal: NodeJS.Signals): void {
		if (!this.#isGone && this.pid > 0) {
			this.#child.kill(signal);
		}
	}

	/** Asks it to end, and makes it after `graceMs`. */
	async stop(graceMs = 3000): Promise<void> {
		this.kill('SIGTERM');
		const timer = setTimeout(() => {
			this.kill('SIGKILL');
		}, graceMs);
		await this.exited;
		clearTimeout(timer);
	}
}
