/** Signals that ask us to end: Ctrl-C, `kill`, a terminal that is gone. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Leaving takes this long at most, whatever hangs. */
const exitWithinMs = 5000;

/**
 * Calls `handle` at the first signal that asks us to end; at the second we are gone at once, with 130.
 * @returns a function that takes the handlers away again.
 */
export function onInterrupt(handle: () => void): () => void {
	let isSecond = false;
	const listener = (): void => {
		if (isSecond) {
			process.exit(130);
		}
		isSecond = true;
		setTimeout(() => process.exit(130), exitWithinMs).unref();
		handle();
	};
	for (const signal of signals) {
		process.on(signal, listener);
	}
	return () => {
		for (const signal of signals) {
			process.off(signal, listener);
		}
	};
}
