const signals = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'] as const;

/** A signal that ends the screen. */
export type EndingSignal = (typeof signals)[number];

/** What to do when the process is about to end by something else than a key. */
export interface ExitHandlers {
	/** A signal came: end the screen in good order. */
	handleSignal(signal: EndingSignal): void;
	/** The process ends now, or an exception will end it: give the terminal back, without waiting. */
	handleEnd(): void;
}

/**
 * Watches every way a process can end, so that the terminal is given back on each. Returns what stops watching.
 * An exception is only watched, not caught: whoever handles it afterwards can print on a terminal that is whole.
 */
export function guardExit(handlers: ExitHandlers): () => void {
	const listeners = signals.map(signal => {
		const listener = () => handlers.handleSignal(signal);
		process.on(signal, listener);
		return [signal, listener] as const;
	});
	const handleEnd = () => handlers.handleEnd();
	process.on('uncaughtExceptionMonitor', handleEnd);
	process.on('exit', handleEnd);
	return () => {
		for (const [signal, listener] of listeners) {
			process.off(signal, listener);
		}
		process.off('uncaughtExceptionMonitor', handleEnd);
		process.off('exit', handleEnd);
	};
}
