import type {EngineEvent} from './engine-port.js';
import type {StoreState} from './store-state.js';

/** Log lines told again at most. */
const retoldLogLines = 2000;

/**
 * Events after which a new listener knows what a state's snapshots do not say: names, addresses, errors, what closed and
 * failed, the findings with their history, the newest of the log. Oldest first within each kind.
 */
export function stateEvents(state: StoreState): EngineEvent[] {
	return [
		...engineEvents(state),
		...[...state.torrentIdentities.values()].map(
			torrent => ({type: 'torrentAdded', torrent}) as const,
		),
		...[...state.torrentErrors].map(
			([torrentId, error]) => ({type: 'torrentState', torrentId, state: 'error', error}) as const,
		),
		...[...state.peerIdentities.values()].map(peer => ({type: 'peer', peer}) as const),
		...state.closedPeers,
		...state.failedPieces.map(({failedAt: _, ...event}) => event),
		...findingEvents(state),
		...state.log
			.before(state.logTotal, retoldLogLines, () => true)
			.map(({number: _, ...event}) => event),
	];
}

function engineEvents({engine, network, settings}: StoreState): EngineEvent[] {
	return [
		...(engine.kind === 'ready'
			? [{type: 'ready', listenPort: engine.listenPort, message: engine.message} as const]
			: []),
		...(network === null ? [] : [network]),
		{type: 'settings', settings},
	];
}

/** The history first, change by change; what holds now comes last, so that it is what stays. */
function findingEvents({findings, findingChanges, epochMs}: StoreState): EngineEvent[] {
	return [
		...findingChanges.map(
			({torrentId, epochMs: at, ...change}) =>
				({type: 'findings', torrentId, epochMs: at, findings: [], changes: [change]}) as const,
		),
		...[...findings].map(
			([torrentId, held]) =>
				({type: 'findings', torrentId, epochMs, findings: held, changes: []}) as const,
		),
	];
}
