import {torrentColumns} from './columns.js';
import type {SnapshotQuery} from './engine-port.js';
import {EventLog} from './event-log.js';
import {RowTable} from './row-table.js';
import type {Settings} from './settings.js';
import type {StoreState} from './store-state.js';

/** What is known before the engine said anything. */
export function emptyState(settings: Settings, query: SnapshotQuery): StoreState {
	return {
		engine: {kind: 'starting'},
		sequence: -1,
		now: 0,
		epochMs: 0,
		engineRow: null,
		torrents: new RowTable(torrentColumns, new Float64Array(0)),
		torrentIdentities: new Map(),
		torrentErrors: new Map(),
		peerIdentities: new Map(),
		detail: null,
		peer: null,
		closedPeers: [],
		failedPieces: [],
		findingChanges: [],
		network: null,
		samples: null,
		log: new EventLog(),
		logTotal: 0,
		histories: new Map(),
		settings,
		query,
		findings: new Map(),
	};
}
