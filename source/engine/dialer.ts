import type {Connection} from './net/connection.js';
import type {TorrentSession} from './torrent/torrent-session.js';

/** How many connections there may be, over all torrents. */
export interface DialLimits {
	/** Being opened at a time. */
	readonly maxHalfOpen: number;
	/** Open and being opened. */
	readonly maxPeers: number;
}

/**
 * Opens connections for all torrents under limits that span them. Torrents take turns, so that one with a thousand dead
 * addresses does not starve the others (R21).
 */
export class Dialer {
	readonly #halfOpen = new Set<Connection>();
	#turn = 0;

	/** Connections being opened now. */
	get halfOpen(): number {
		this.#forgetSettled();
		return this.#halfOpen.size;
	}

	/** Dials what is wanted and allowed now. @param peers connections there are, those being opened included */
	run(sessions: readonly TorrentSession[], peers: number, limits: DialLimits, now: number): void {
		this.#forgetSettled();
		let room = limits.maxPeers - peers;
		let idleTurns = 0;
		while (idleTurns < sessions.length && room > 0) {
			this.#turn = (this.#turn + 1) % sessions.length;
			const session = sessions[this.#turn]!;
			if (this.#dialFor(session, limits, now)) {
				idleTurns = 0;
				room -= 1;
			} else {
				idleTurns += 1;
			}
		}
	}

	#dialFor(session: TorrentSession, {maxHalfOpen}: DialLimits, now: number): boolean {
		const {torrent} = session.swarm;
		if (!session.isActive || !torrent.isDialWanted(now)) {
			return false;
		}

		if (this.#halfOpen.size >= maxHalfOpen) {
			if (!torrent.yieldDial(now)) {
				return false;
			}

			this.#forgetSettled();
		}

		const connection = session.swarm.dial(now);
		if (connection === undefined) {
			return false;
		}

		this.#halfOpen.add(connection);
		return true;
	}

	#forgetSettled(): void {
		for (const connection of this.#halfOpen) {
			if (connection.isClosed || connection.phase !== 'connecting') {
				this.#halfOpen.delete(connection);
			}
		}
	}
}
