import type {ActivePiece} from './active-piece.js';
import type {Downloads} from './downloads.js';
import type {Swarm} from './swarm.js';

/** A piece that stood still for this long gives its room to one that can be completed. */
const patienceMs = 30_000;

/**
 * While the engine has no room for another open piece: gives up the one with the least in it of those that nobody is
 * asked for and that stand still, so that room held for peers that left can't stop the download for good.
 */
export function freeStuckPiece(swarm: Swarm, downloads: Downloads, now: number): void {
	if (swarm.isOpeningAllowed || !swarm.isDownloading) {
		return;
	}
	let least: ActivePiece | undefined;
	for (const piece of swarm.pieces.free) {
		const isStuck = piece.requestCount === 0 && now - piece.lastBlockAt >= patienceMs;
		if (isStuck && piece.receivedCount < (least?.receivedCount ?? Number.POSITIVE_INFINITY)) {
			least = piece;
		}
	}
	if (least !== undefined) {
		downloads.drop(least);
	}
}
