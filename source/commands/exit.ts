/**
 * How a run ended, as the shell sees it: 0 done · 1 the download failed (or doctor found an error) · 2 bad usage or bad input ·
 * 3 gave up on `--timeout` · 130 interrupted.
 */
export type ExitStatus = 0 | 1 | 2 | 3 | 130;

/** What a command says when it is over. `sentence` becomes the last line on stderr. */
export interface Outcome {
	readonly status: ExitStatus;
	readonly sentence?: string;
}

/** What the user typed, or the file they gave, is wrong: exit 2. The message is one sentence that names it, already escaped. */
export class UsageError extends Error {
	override readonly name = 'UsageError';
}

/** Something failed while running: a disk, an address, a server. Exit 1. The message is one sentence that names it, already escaped. */
export class RunError extends Error {
	override readonly name = 'RunError';
}

/** What another thread could not go on with: our bug, with the stack from there. */
export function crashError({message, stack}: {message: string; stack: string}): Error {
	return Object.assign(new Error(message), {stack});
}

/** The user or the system asked us to end: exit 130. */
export class InterruptedError extends Error {
	override readonly name = 'InterruptedError';
}
