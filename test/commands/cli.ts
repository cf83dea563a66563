import {type ChildProcess, spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {ExecutionContext} from 'ava';

/** The built program. */
export const cliPath = fileURLToPath(new URL('../../bin/cli.js', import.meta.url));

/** How a run of the program ended. */
export interface CliResult {
	readonly status: number | null;
	readonly stdout: string;
	readonly stderr: string;
	/** The last line on stderr. */
	readonly sentence: string;
}

/** How to run the program. */
export interface CliOptions {
	readonly env?: Readonly<Record<string, string>>;
	readonly cwd?: string;
}

/** A run of the program that is still going on. */
export interface CliRun {
	readonly child: ChildProcess;
	readonly end: Promise<CliResult>;
	/** Resolves as soon as stdout or stderr has said this; rejects when it ended without. */
	said(words: RegExp): Promise<void>;
}

/** A folder of the test's own, gone after it. */
export function temporaryFolder(t: ExecutionContext): string {
	const folder = mkdtempSync(join(tmpdir(), 'unchoke-test-'));
	t.teardown(() => rmSync(folder, {recursive: true, force: true}));
	return folder;
}

/** The environment of a user who has nothing but `home`. */
export function environment(home: string): Record<string, string> {
	return {
		PATH: process.env['PATH'] ?? '',
		HOME: home,
		XDG_CONFIG_HOME: join(home, 'config'),
		XDG_STATE_HOME: join(home, 'state'),
		XDG_CACHE_HOME: join(home, 'cache'),
		LANG: 'C.UTF-8',
	};
}

/** Starts the real program in a process of its own, with a home folder of its own. */
export function startCli(
	t: ExecutionContext,
	argv: readonly string[],
	options: CliOptions = {},
): CliRun {
	const home = options.env?.['HOME'] ?? temporaryFolder(t);
	const child = spawn(process.execPath, [cliPath, ...argv], {
		cwd: options.cwd ?? home,
		env: {...environment(home), ...options.env},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	t.teardown(() => child.kill('SIGKILL'));
	const text = {stdout: '', stderr: ''};
	const waiting = new Set<() => void>();
	for (const name of ['stdout', 'stderr'] as const) {
		child[name].setEncoding('utf8').on('data', chunk => {
			text[name] += chunk;
			for (const look of waiting) {
				look();
			}
		});
	}
	const end = new Promise<CliResult>(resolve => {
		child.on('close', status => {
			const sentence = text.stderr.trimEnd().split('\n').at(-1) ?? '';
			resolve({status, ...text, sentence});
		});
	});
	const said = (words: RegExp): Promise<void> =>
		new Promise((resolve, reject) => {
			const look = (): void => {
				if (words.test(text.stdout) || words.test(text.stderr)) {
					waiting.delete(look);
					resolve();
				}
			};
			waiting.add(look);
			look();
			void end.then(({stderr}) => reject(new Error(`ended without saying ${words}: ${stderr}`)));
		});
	return {child, end, said};
}

/** Runs the real program until it ends. */
export async function runCli(
	t: ExecutionContext,
	argv: readonly string[],
	options: CliOptions = {},
): Promise<CliResult> {
	return startCli(t, argv, options).end;
}

/** What every refusal owes its user: the exit status, one sentence with these words, and no stack. */
export function refused(
	t: ExecutionContext,
	result: CliResult,
	status: number,
	...words: readonly string[]
): void {
	t.is(result.status, status, result.stderr);
	t.regex(result.sentence, /^unchoke: \S/);
	for (const word of words) {
		t.true(result.sentence.includes(word), `"${word}" is missing in: ${result.sentence}`);
	}
	t.notRegex(result.stderr, /\n\s+at |node:internal|Error:/);
}
