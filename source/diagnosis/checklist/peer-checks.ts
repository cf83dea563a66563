import type {PeerColumn} from '../../store/columns.js';
import {connectedState} from '../peer-rows.js';
import {count, duration, tally} from '../phrases.js';
import type {Check, CheckFacts, Look} from './check.js';
import {reachedAddresses} from './reached-addresses.js';

/** Peers told one by one. */
const peerLimit = 8;

/** How far the way to other clients' data is open, step by step. */
export const peerChecks: readonly Check[] = [
	{
		id: 'reachable',
		label: 'Reachable',
		rules: ['E14', 'E14b', 'E14c', 'E16', 'E17', 'E23'],
		look: lookAtReachability,
	},
	{id: 'handshakes', label: 'Info hash', rules: ['E15', 'E18'], look: lookAtHandshakes},
	{
		id: 'availability',
		label: 'Pieces',
		rules: ['E25', 'E25b', 'E27', 'E27b', 'E28'],
		look: lookAtAvailability,
	},
	{id: 'choking', label: 'Choking', rules: ['E29a', 'E29b', 'E29c', 'E31'], look: lookAtChoking},
];

/** The `nc -z` of a person, for every address. */
function lookAtReachability(facts: CheckFacts): Look {
	const {row} = facts;
	const ended = row.dialAttempts - row.connecting;
	const under = row.connecting > 0 ? `, ${row.connecting} being tried` : '';
	if (ended <= 0) {
		return {mark: 'waiting', text: `no address tried yet${under}`};
	}
	const outcomes = tally([
		[row.dialSuccesses, 'reached'],
		[row.dialTimeouts, 'timed out'],
		[row.dialRefusals, 'refused'],
		[row.dialUnreachable, 'unreachable'],
		[row.dialOtherFailures, 'failed otherwise'],
	]);
	return {
		mark: row.dialSuccesses > 0 ? 'good' : 'waiting',
		text: `${count(ended, 'try', 'tries')}: ${outcomes || 'none came to an end'}${under}`,
		details: reachedAddresses(facts),
	};
}

function lookAtHandshakes({row, peers, closed, state}: CheckFacts): Look {
	// By address: one that comes and goes is one peer.
	const agreed = new Set<string>();
	for (let place = 0; place < peers.size; place++) {
		if (!Number.isNaN(peers.value(place, 'handshakeAt'))) {
			const id = peers.value(place, 'id');
			agreed.add(state.peerIdentities.get(id)?.address ?? `peer ${id}`);
		}
	}
	const connected = agreed.size;
	for (const {address, isHandshaken} of closed) {
		if (isHandshaken) {
			agreed.add(address);
		}
	}
	const agreeing = agreed.size;
	const gone = agreeing - connected;
	const others = tally([
		[row.wrongInfoHashes, 'answered with another info hash'],
		[
			row.plainHandshakesCut,
			`${row.plainHandshakesCut === 1 ? 'time' : 'times'} a peer hung up on our handshake: it may not have this torrent, or want encryption`,
		],
		[row.handshakeFailures - row.wrongInfoHashes - row.plainHandshakesCut, 'failed otherwise'],
	]);
	const left = gone > 0 ? `, ${gone} of them gone by now` : '';
	const text = `${count(agreeing, 'peer')} answered with our info hash${left}`;
	return agreeing > 0
		? {mark: 'good', text: others === '' ? text : `${text}; ${others}`}
		: {mark: 'waiting', text: others === '' ? 'no handshake yet' : others};
}

function lookAtAvailability(facts: CheckFacts): Look {
	const {row} = facts;
	if (isComplete(row)) {
		return {mark: 'off', text: 'we have all we want'};
	}
	const details = namePeers(facts, {
		isMeant: value => value('state') === connectedState && value('availability') === 0,
		words: 'has not told what it has, connected',
		since: 'handshakeAt',
	});
	if (row.availabilityKnown === 0) {
		const silent = row.connected > 0 ? `${count(row.connected, 'peer')} connected, ` : '';
		return {mark: 'waiting', text: `${silent}none has told what it has`, details};
	}
	const {availabilityKnown, connected, havePiecesPeers, seeds, unavailablePieces} = row;
	const told = `${availabilityKnown} of ${connected} told; ${havePiecesPeers} have pieces, ${seeds} all`;
	const copies = `${row.distributedCopies.toFixed(2)} copies`;
	const missing =
		unavailablePieces > 0
			? `, ${count(unavailablePieces, 'wanted piece')} that nobody connected has`
			: '';
	return {
		mark: row.wantedFromPeers > 0 && unavailablePieces === 0 ? 'good' : 'waiting',
		text: `${told}; ${copies}${missing}`,
		details,
	};
}

function lookAtChoking(facts: CheckFacts): Look {
	const {row, peers, state} = facts;
	if (isComplete(row)) {
		return {mark: 'off', text: 'we have all we want'};
	}
	if (row.wantedFromPeers === 0) {
		return {mark: 'waiting', text: 'no connected peer has what we want'};
	}
	const unchoked = `${row.unchokedUs} of ${row.wantedFromPeers} with what we want unchoked us`;
	const details = namePeers(facts, {
		isMeant: value => value('piecesWanted') > 0 && value('peerChoking') === 1,
		words: 'chokes us',
		since: 'chokedSince',
	});
	if (row.unchokedUs > 0) {
		return {mark: 'good', text: unchoked, details};
	}
	let since = Number.NaN;
	for (let place = 0; place < peers.size; place++) {
		const chokedSince = peers.value(place, 'chokedSince');
		since = chokedSince < since || Number.isNaN(since) ? chokedSince : since;
	}
	const longest = Number.isNaN(since) ? '' : `, choked for ${duration(state.now - since)}`;
	return {mark: 'waiting', text: `${unchoked}${longest}`, details};
}

/** Which peers a line names, and for how long what it says of them has been so. */
interface Naming {
	readonly isMeant: (value: (column: PeerColumn) => number) => boolean;
	readonly words: string;
	readonly since: PeerColumn;
}

/** A line for each such peer, a handful. */
function namePeers({peers, state}: CheckFacts, {isMeant, words, since}: Naming): string[] {
	const lines: string[] = [];
	for (let place = 0; place < peers.size; place++) {
		const value = (column: PeerColumn) => peers.value(place, column);
		const address = state.peerIdentities.get(value('id'))?.address;
		if (address !== undefined && isMeant(value)) {
			const ms = state.now - value(since);
			lines.push(`${address}: ${words}${Number.isNaN(ms) ? '' : ` for ${duration(ms)}`}`);
		}
	}
	return lines.length > peerLimit
		? [...lines.slice(0, peerLimit), `and ${lines.length - peerLimit} more`]
		: lines;
}

function isComplete({wantedPieces, haveWantedPieces}: CheckFacts['row']): boolean {
	return wantedPieces > 0 && haveWantedPieces === wantedPieces;
}
