import type {Settings} from '../store/settings.js';
import {DiagnosedPort} from './diagnosed-port.js';
import type {FlagValues} from './flags.js';
import {givenTrace} from './given-trace.js';
import {startEngine} from './start-engine.js';

/** What an engine is opened with. */
export interface OpenEngineOptions {
	readonly settings: Settings;
	/** `trace` and what goes with it. */
	readonly flags: FlagValues;
	/** Where resume data goes; the user's state folder when absent. */
	readonly stateDir?: string | undefined;
}

/**
 * Starts an engine of this process's own, its messages diagnosed, traced where the flags ask for it.
 * @throws UsageError or RunError when something it writes to can't be written.
 */
export async function openEngine(options: OpenEngineOptions): Promise<DiagnosedPort> {
	const {settings, flags, stateDir} = options;
	const trace = await givenTrace(flags);
	return new DiagnosedPort({port: await startEngine(settings, {stateDir, trace}), settings});
}
