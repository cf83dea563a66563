import type {PortServer} from '../engine/port/port-server.js';
import type {EnginePort} from '../store/engine-port.js';
import type {Settings} from '../store/settings.js';
import {StateKeeper} from '../store/state-keeper.js';
import {DiagnosedPort} from './diagnosed-port.js';
import type {FlagValues} from './flags.js';
import {givenTrace} from './given-trace.js';
import {offerLook} from './running/offer-look.js';
import {startEngine} from './start-engine.js';

/** What an engine is opened with. */
export interface OpenEngineOptions {
	readonly settings: Settings;
	/** `trace` and what goes with it. */
	readonly flags: FlagValues;
	/** Where resume data goes; the user's state folder when absent. */
	readonly stateDir?: string | undefined;
	/** Other programs of the user may look at it (`unchoke doctor`). */
	readonly isOpenToLooks?: boolean;
}

/** An engine of this process's own. */
export interface OpenedEngine {
	/** Its messages, with what the diagnoses say. */
	readonly port: EnginePort;
	readonly diagnosed: DiagnosedPort;
	/** All that was said so far. */
	readonly keeper: StateKeeper;
}

/**
 * Starts an engine of this process's own, its messages diagnosed, traced where the flags ask for it.
 * @throws UsageError or RunError when something it writes to can't be written.
 */
export async function openEngine(options: OpenEngineOptions): Promise<OpenedEngine> {
	const {settings, flags, stateDir, isOpenToLooks = true} = options;
	const trace = await givenTrace(flags);
	const engine = await startEngine(settings, {stateDir, trace});
	const keeper = new StateKeeper(settings);
	let server: PortServer | undefined;
	const diagnosed = new DiagnosedPort({
		port: engine,
		settings,
		hear: message => {
			keeper.handleMessage(message);
			server?.handleMessage(message);
		},
	});
	// Nobody waits for it, least of all the first frame.
	const offered = isOpenToLooks
		? offerLook(keeper).then(opened => {
				server = opened;
			})
		: Promise.resolve();
	return {
		diagnosed,
		keeper,
		port: {
			send: intent => diagnosed.send(intent),
			listen: listener => diagnosed.listen(listener),
			close: async () => {
				await offered;
				await Promise.all([server?.close(), diagnosed.close()]);
			},
		},
	};
}
