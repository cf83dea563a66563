import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {stripVTControlCharacters} from 'node:util';
import test, {type ExecutionContext} from 'ava';
import {PseudoTerminal, type PseudoTerminalOptions} from '../ui/pseudo-terminal.js';
import {cliPath, runCli, temporaryFolder} from './cli.js';

// The program as a user has it, on the lab's swarm, in a real pseudo terminal. One at a time: each is a swarm of its own.

function openLab(
	t: ExecutionContext,
	options: PseudoTerminalOptions & {readonly home?: string} = {},
): PseudoTerminal {
	const home = options.home ?? temporaryFolder(t);
	const screen = new PseudoTerminal([process.execPath, cliPath, 'lab'], {
		...options,
		env: {HOME: home, XDG_STATE_HOME: home, XDG_CONFIG_HOME: home, ...options.env},
	});
	t.teardown(() => screen.close());
	return screen;
}

/** How far the download is, in percent, as the head says. */
function percentOf(text: string): number {
	return Number(/(\d+\.\d) %/.exec(text)?.[1] ?? 0);
}

test.serial('a terminal that stops reading does not hold up the download', async t => {
	const screen = openLab(t);
	await screen.until(text => percentOf(text) >= 1, 'the download to begin');
	const before = percentOf(screen.text);
	screen.pty.pause();
	await sleep(5000);
	screen.pty.resume();
	// The lab sends some 1.7 % a second; what is shown at once is not where it stood.
	await screen.until(text => percentOf(text) >= before + 4, 'the present');
	screen.type('q');
	t.is((await screen.exited).exitCode, 0);
});

for (const thread of ['main', 'engine'] as const) {
	test.serial(
		`after a crash of the ${thread} thread the error and the log’s path are what the user sees`,
		async t => {
			const home = temporaryFolder(t);
			const bug = join(home, 'bug.mjs');
			writeFileSync(
				bug,
				`import {isMainThread} from 'node:worker_threads';
				if (isMainThread === ${thread === 'main'}) {
					setTimeout(() => { throw new Error('a bug of ours'); }, 2000);
				}`,
			);
			const env = {NODE_OPTIONS: `--import=${bug}`};
			const screen = openLab(t, {home, env, columns: 200});
			t.is((await screen.exited).exitCode, 1);
			await screen.until(() => !screen.isAlternate, 'the terminal to be given back');
			const path = join(home, 'unchoke', 'crash.log');
			await screen.shows(`a bug of ours (its details are in ${path})`);
			t.regex(readFileSync(path, 'utf8'), /a bug of ours/);
			t.true(screen.output.lastIndexOf('\x1B[?25h') > screen.output.lastIndexOf('\x1B[?25l'));
			t.notRegex(screen.text, /^ +at /m);
		},
	);
}

test.serial('a dumb terminal gets plain lines', async t => {
	const screen = openLab(t, {name: 'dumb'});
	await screen.shows('mixed: ');
	await screen.until(text => /\d+\.\d %/.test(text), 'progress');
	t.false(screen.output.includes('\x1B'));
	screen.type('\x03');
	await screen.shows('was interrupted');
});

test.serial('a pipe gets no escape sequence', async t => {
	const {stdout, stderr} = await runCli(t, ['lab', '--timeout', '3s']);
	t.is(stripVTControlCharacters(stdout + stderr), stdout + stderr);
	t.regex(stderr, /mixed: .*seed one/s);
});

test.serial('columns that were chosen and an order are there again in the next run', async t => {
	const home = temporaryFolder(t);
	// Wide enough for the client to have a column.
	const first = openLab(t, {home, columns: 160});
	await first.shows('Lab seed one');
	first.type('cj ');
	await first.shows('Columns of Peers');
	first.type('\x1B');
	await first.until(text => /address +flags/.test(text), 'the list without client');
	first.type(':sort down\r');
	await first.shows('down▾');
	first.type('q');
	await first.exited;
	const second = openLab(t, {home, columns: 160});
	await second.until(text => /address +flags .*down▾/.test(text), 'the same columns and order');
	second.type('q');
	t.is((await second.exited).exitCode, 0);
});
