import type {PendingRule} from '../../diagnosis/diagnostician.js';
import type {EnginePort} from '../../store/engine-port.js';
import type {Settings} from '../../store/settings.js';
import {StateKeeper} from '../../store/state-keeper.js';
import {type FlagValues, flagHelpName} from '../flags.js';
import {openLogFile} from '../log-file.js';
import {openEngine} from '../open-engine.js';
import {findRunning, type RunningTorrent} from '../running/find-running.js';
import {tapPort} from '../tapped-port.js';
import type {DoctorItem} from './doctor-run.js';

/** The engine that is looked at. */
export interface Subject {
	/** One that was started to be looked at, or one that runs the torrent in another program. */
	readonly kind: 'own' | 'running';
	readonly port: EnginePort;
	/** Hears all that the port says. */
	readonly keeper: StateKeeper;
	/** What may still become a torrent's headline by waiting; only the engine of our own is asked long enough to know. */
	readonly pending?: (torrentId: number) => readonly PendingRule[];
	/** What the user has to know about it; null: nothing. */
	readonly note: string | null;
	/** To be called when the port is closed. */
	close(): Promise<void>;
}

/**
 * The torrent where it runs already, unless `--no-attach`: two engines would write the same files and take each other's
 * place in the swarm. Otherwise an engine of its own.
 */
export async function openSubject(
	opened: DoctorItem,
	flags: FlagValues,
	settings: Settings,
): Promise<Subject> {
	const running = flags.attach === false ? undefined : await findRunning(opened.infoHash);
	return running === undefined
		? openOwn(opened, flags, settings)
		: openRunning(running, flags, settings);
}

/** What only an engine of our own can be told: a running one has its peers, its folder and its settings. */
const ownFlags = ['dir', 'peer', 'tracker', 'log', 'trace', 'port', 'bind', 'set'] as const;

/** A torrent where it runs in another program. */
export function openRunning(
	{port, pid}: RunningTorrent,
	flags: FlagValues,
	settings: Settings,
): Subject {
	const keeper = new StateKeeper(settings);
	const idle = ownFlags.filter(name => flags[name] !== undefined).map(flagHelpName);
	const without = idle.length > 0 ? `, without ${idle.join(' and ')}` : '';
	return {
		kind: 'running',
		keeper,
		port: tapPort(port, message => keeper.handleMessage(message)),
		note: `Process ${pid} runs this torrent: looking at it there${without} (--no-attach joins the swarm anew)`,
		close: async () => {},
	};
}

async function openOwn(
	{stateDir}: DoctorItem,
	flags: FlagValues,
	settings: Settings,
): Promise<Subject> {
	const log = flags.log === undefined ? undefined : await openLogFile(flags.log, () => {});
	const engine = await openEngine({settings, flags, stateDir, isOpenToLooks: false});
	const {port, keeper, diagnosed} = engine;
	return {
		kind: 'own',
		keeper,
		port: log ? tapPort(port, message => log.handleMessage(message)) : port,
		pending: id => diagnosed.reports.find(({torrentId}) => torrentId === id)?.pending ?? [],
		note: null,
		close: async () => log?.close(),
	};
}
