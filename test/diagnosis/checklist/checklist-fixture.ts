import type {CheckResult} from '../../../source/diagnosis/checklist/check.js';
import {checklist} from '../../../source/diagnosis/checklist/checklist.js';
import type {EngineColumn} from '../../../source/store/columns.js';
import type {EngineEvent} from '../../../source/store/engine-port.js';
import {defaultSettings, type Settings} from '../../../source/store/settings.js';
import {StateKeeper} from '../../../source/store/state-keeper.js';
import {snapshot, type TorrentFixture, torrentAdded} from '../snapshot-fixture.js';

/** What there is besides the torrent of the snapshot. */
export interface Around {
	readonly events?: readonly EngineEvent[];
	readonly engine?: Partial<Record<EngineColumn, number>>;
	readonly settings?: Partial<Settings>;
	readonly now?: number;
}

/** The checklist over one snapshot. */
export function lookAt(torrent: TorrentFixture = {}, around: Around = {}): readonly CheckResult[] {
	const {events = [], engine = {}, settings = {}, now = 60_000} = around;
	const keeper = new StateKeeper({...defaultSettings, ...settings});
	keeper.handleMessage({type: 'events', events: [torrentAdded(), ...events]});
	keeper.handleMessage(snapshot(now, [torrent], engine));
	return checklist(keeper.state, torrent.id ?? 1);
}

/** One line of it. */
export function check(id: string, torrent: TorrentFixture = {}, around: Around = {}): CheckResult {
	return lookAt(torrent, around).find(each => each.id === id)!;
}

/** `mark text` of one line. */
export function line(id: string, torrent: TorrentFixture = {}, around: Around = {}): string {
	const {mark, text} = check(id, torrent, around);
	return `${mark}: ${text}`;
}

/** A network that listens. */
export function listening(
	difference: Partial<Extract<EngineEvent, {type: 'network'}>> = {},
): EngineEvent {
	return {
		type: 'network',
		listenPort: 6881,
		listenFailure: null,
		isBindGone: false,
		...difference,
	};
}
