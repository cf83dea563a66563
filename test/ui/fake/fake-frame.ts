import {setImmediate as turn} from 'node:timers/promises';
import type {Timers} from '../../../source/store/snapshot-puller.js';
import {SwarmStore} from '../../../source/store/store.js';
import {commandTable} from '../../../source/ui/keys/command-table.js';
import {Keymap} from '../../../source/ui/keys/keymap.js';
import {selectedTorrentId} from '../../../source/ui/panes/torrent-list.js';
import type {Frame} from '../../../source/ui/state/frame.js';
import {openingState, type ScreenState} from '../../../source/ui/state/screen-state.js';
import type {Size} from '../../../source/ui/terminal/terminal.js';
import {plainText} from '../../../source/ui/text/plain-text.js';
import {createLook, type Look} from '../../../source/ui/theme/look.js';
import {FakeEnginePort, type FakeSwarm} from './fake-engine-port.js';

/** Time in which nothing is ever due: snapshots come only when they are asked for at once. */
export const stoppedTime: Timers = {set: () => undefined, clear() {}, now: () => 0};

/** A look without colours, so that tests read plain text. */
export const plainLook: Look = createLook('none', 0, false);

/** A painted line without its colours. */
export const plain = plainText;

/** A store on a fake swarm that has seen a few snapshots of its first torrent in full. */
export async function fakeStore(
	swarm: Partial<FakeSwarm> = {},
	snapshots = 3,
): Promise<{readonly store: SwarmStore; readonly port: FakeEnginePort}> {
	const port = new FakeEnginePort(swarm);
	const store = new SwarmStore({
		port,
		timers: stoppedTime,
		query: {torrentId: 1, withPieces: true},
	});
	await seen(store, 0);
	for (let count = 0; count < snapshots; count++) {
		await nextSnapshot(store);
	}
	return {store, port};
}

/** One more snapshot. */
export async function nextSnapshot(store: SwarmStore): Promise<void> {
	const {sequence} = store.state;
	store.send({type: 'logLevel', level: 'info'});
	await seen(store, sequence + 1);
}

async function seen(store: SwarmStore, sequence: number): Promise<void> {
	while (store.state.sequence < sequence) {
		await turn();
	}
}

/** A frame of a store's present. */
export function frameOf(
	store: SwarmStore,
	size: Size = {columns: 120, rows: 35},
	options: {readonly screen?: Partial<ScreenState>; readonly look?: Look} = {},
): Frame {
	return {
		store: store.state,
		screen: {...openingState(), ...options.screen},
		size,
		look: options.look ?? plainLook,
		keymap: new Keymap(commandTable),
		title: 'unchoke',
	};
}

/** A frame of a fake swarm. */
export async function fakeFrame(
	swarm: Partial<FakeSwarm> = {},
	size?: Size,
	options: {readonly screen?: Partial<ScreenState>; readonly look?: Look} = {},
): Promise<Frame> {
	const {store} = await fakeStore(swarm);
	const frame = frameOf(store, size, options);
	if (selectedTorrentId(frame) !== 1 && frame.store.torrents.size > 0) {
		throw new Error('the fake store shows the first torrent in full');
	}
	return frame;
}
