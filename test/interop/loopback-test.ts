import {type ChildProcess, spawn} from 'node:child_process';
import path from 'node:path';
import {createInterface} from 'node:readline';
import test, {type ExecutionContext} from 'ava';
import type {RealClient} from './clients/real-client.js';
import {insideEnvironment, isLoopbackOnly, namespaceCommand} from './namespace.js';

interface Outcome {
	readonly isOk: boolean;
	/** What ava said below the line: logs and the failure. */
	readonly text: string;
}

/**
 * A test file that declares its tests through `loopbackTests` runs
 * twice: outside, where each test only waits for what its twin reports, and inside a network namespace of its own (as
 * ava's TAP), where the bodies run one after the other.
 */
class InsideRun {
	readonly #outcomes = new Map<string, Outcome>();
	readonly #waiting = new Map<string, (outcome: Outcome) => void>();
	readonly #child: ChildProcess;
	#output = '';
	#isOver = false;

	constructor(command: readonly string[], file: string) {
		const root = path.join(import.meta.dirname, '../../..');
		const ava = path.join(root, 'node_modules/ava/entrypoints/cli.mjs');
		const [program = '', ...args] = command;
		this.#child = spawn(
			program,
			[...args, process.execPath, ava, '--tap', '--serial', '--timeout=3m', file],
			{cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: {...process.env, ...insideEnvironment}},
		);
		this.#child.stderr?.on('data', (text: Buffer) => {
			this.#output += text.toString();
		});
		this.#read();
	}

	/** What became of the test with this title. */
	async outcome(title: string): Promise<Outcome> {
		const known = this.#outcomes.get(title);
		if (known !== undefined) {
			return known;
		}

		if (this.#isOver) {
			return {isOk: false, text: `it did not report\n${this.#output}`};
		}

		const {promise, resolve} = Promise.withResolvers<Outcome>();
		this.#waiting.set(title, resolve);
		return promise;
	}

	#read(): void {
		let title: string | undefined;
		let isOk = false;
		let text = '';
		const flush = (): void => {
			if (title !== undefined) {
				this.#outcomes.set(title, {isOk, text});
				this.#waiting.get(title)?.({isOk, text});
				this.#waiting.delete(title);
			}
		};

		const lines = createInterface({input: this.#child.stdout!});
		lines.on('line', line => {
			const result = /^(not )?ok \d+ - (.*)$/.exec(line);
			if (result !== null) {
				flush();
				[title, isOk, text] = [result[2], result[1] === undefined, ''];
			} else {
				text += `${line}\n`;
				this.#output += `${line}\n`;
			}
		});
		lines.on('close', () => {
			flush();
			this.#isOver = true;
			for (const [waiting, resolve] of this.#waiting) {
				resolve({isOk: false, text: `${waiting}: it did not report\n${this.#output}`});
			}
		});
	}
}

/** Declares a test that needs these clients. */
export type DeclareLoopbackTest = (
	title: string,
	needs: readonly RealClient[],
	body: (t: ExecutionContext) => Promise<void>,
) => void;

/** For a file of tests with real clients: call it once with `import.meta.filename`. Where a client or the right to make a namespace is missing, a test says so and passes. */
export function loopbackTests(file: string): DeclareLoopbackTest {
	if (isLoopbackOnly()) {
		return (title, needs, body) => {
			if (missing(needs).length === 0) {
				test.serial(title, body);
			}
		};
	}

	let run: InsideRun | undefined;
	let command: readonly string[] | undefined;
	return (title, needs, _body) => {
		test(title, async t => {
			const absent = missing(needs);
			command ??= namespaceCommand();
			if (absent.length > 0 || command === undefined) {
				const reason =
					absent.length > 0
						? `${absent.join(', ')} not installed`
						: 'no right to make a network namespace here';
				t.log(`skipped: ${reason}`);
				t.pass();
				return;
			}

			run ??= new InsideRun(command, file);
			const {isOk, text} = await run.outcome(title);
			if (isOk) {
				t.pass();
			} else {
				t.fail(text);
			}
		});
	};
}

function missing(clients: readonly RealClient[]): string[] {
	return clients.filter(client => client.version() === undefined).map(client => client.name);
}
