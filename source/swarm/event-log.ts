import {formatPeerAddress} from '../protocol/peer-address.js';
import type {Peer} from './peer.js';
import {type EventLevel, type SwarmEventName, swarmEventLevels} from './swarm-event.js';
import type {TorrentOutput} from './torrent-output.js';

/** Builds the texts of events, and only where somebody listens. */
export class EventLog {
	readonly #output: TorrentOutput;

	constructor(output: TorrentOutput) {
		this.#output = output;
	}

	/** Something about a peer; `text` gets its address as a user reads it. `level` where it is not that of the name. */
	peer(
		name: SwarmEventName,
		peer: Peer,
		text: (address: string) => string,
		level: EventLevel = swarmEventLevels[name],
	): void {
		if (this.#output.isLogged(level)) {
			this.#output.report({name, level, text: text(formatPeerAddress(peer.address)), peer});
		}
	}

	/** Something about a piece of a peer, or of nobody. */
	piece(name: SwarmEventName, index: number, text: () => string): void {
		const level = swarmEventLevels[name];
		if (this.#output.isLogged(level)) {
			this.#output.report({name, level, text: text(), index});
		}
	}

	/** Something about the torrent. */
	torrent(name: SwarmEventName, text: () => string): void {
		const level = swarmEventLevels[name];
		if (this.#output.isLogged(level)) {
			this.#output.report({name, level, text: text()});
		}
	}
}
