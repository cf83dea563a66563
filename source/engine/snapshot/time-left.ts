/** What the time left of a torrent depends on. */
export interface TimeLeftFacts {
	/** Wanted and not here. */
	readonly missingBytes: number;
	readonly downBytesPerSecond: number;
	/** Requests at all peers. */
	readonly outstanding: number;
	/** Peers that sent something a moment ago. */
	readonly sending: number;
	/** Wanted pieces that no connected peer has. */
	readonly unavailablePieces: number;
}

/**
 * How long it takes at this rate, milliseconds; 0 when all is here. Infinite while nothing comes or is asked for, and while
 * pieces are missing that nobody here can send: then no rate tells when it will be done.
 */
export const timeLeftMs = ({
	missingBytes,
	downBytesPerSecond,
	outstanding,
	sending,
	unavailablePieces,
}: TimeLeftFacts): number => {
	if (missingBytes === 0) {
		return 0;
	}

	const isComing = outstanding > 0 || sending > 0;
	return isComing && unavailablePieces === 0
		? (1000 * missingBytes) / downBytesPerSecond
		: Number.POSITIVE_INFINITY;
};
