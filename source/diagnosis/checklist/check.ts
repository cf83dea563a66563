import type {PeerColumn, TorrentColumn} from '../../store/columns.js';
import type {TorrentIdentity, TorrentSample} from '../../store/engine-port.js';
import type {Finding} from '../../store/finding.js';
import type {Row, RowTable} from '../../store/row-table.js';
import type {ClosedPeer, StoreState} from '../../store/store-state.js';

/** What there is to look at about one torrent: the newest snapshot and what was told before it. */
export interface CheckFacts {
	readonly state: StoreState;
	readonly row: Row<TorrentColumn>;
	/** Null while it is not known by name. */
	readonly identity: TorrentIdentity | null;
	/** Why it stopped, a whole sentence; null while it runs. */
	readonly error: string | null;
	/** Null before the first snapshot with all peers. */
	readonly sample: TorrentSample | null;
	readonly peers: RowTable<PeerColumn>;
	/** Its connections that ended, the newest 500 of all torrents' at most. */
	readonly closed: readonly ClosedPeer[];
	readonly findings: readonly Finding[];
}

/** What a look tells: facts only. What is wrong with them is for the rules to say. */
export interface Look {
	/** `waiting`: nothing to tell yet · `good`: it works · `off`: switched off, or it does not apply. */
	readonly mark: 'waiting' | 'good' | 'off';
	/** One line with its figures. */
	readonly text: string;
	/** A line for each of the things it is about, a handful. */
	readonly details?: readonly string[];
}

/** One line of the list: something a person would look at by hand. */
export interface Check {
	readonly id: string;
	readonly label: string;
	/** The rules that judge the same thing. */
	readonly rules: readonly string[];
	readonly look: (facts: CheckFacts) => Look;
}

/** A line of the list with its verdict: `poor` and `bad` where a rule warns or reports an error. */
export interface CheckResult {
	readonly id: string;
	readonly label: string;
	readonly mark: Look['mark'] | 'poor' | 'bad';
	readonly text: string;
	readonly details: readonly string[];
}
