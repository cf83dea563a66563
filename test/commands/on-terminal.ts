import {spawn} from '@lydell/node-pty';
import type {ExecutionContext} from 'ava';
import {cliPath, environment, temporaryFolder} from './cli.js';

/** The program on a terminal of 100×30. */
export function onTerminal(t: ExecutionContext, argv: readonly string[], cwd: string) {
	const temporary = temporaryFolder(t);
	const terminal = spawn(process.execPath, [cliPath, ...argv], {
		cwd,
		cols: 100,
		rows: 30,
		env: {...environment(temporaryFolder(t)), TERM: 'xterm-256color', TMPDIR: temporary},
	});
	t.teardown(() => terminal.kill('SIGKILL'));
	let text = '';
	const waiting = new Set<() => void>();
	terminal.onData(data => {
		text += data;
		for (const look of waiting) {
			look();
		}
	});
	const end = new Promise<{status: number; text: string}>(resolve => {
		terminal.onExit(({exitCode}) => resolve({status: exitCode, text}));
	});
	const said = (words: RegExp): Promise<void> =>
		new Promise((resolve, reject) => {
			const look = (): void => {
				if (words.test(text)) {
					waiting.delete(look);
					resolve();
				}
			};
			waiting.add(look);
			look();
			void end.then(() => reject(new Error(`ended without saying ${words}: ${text}`)));
		});
	return {terminal, end, said, temporary};
}
