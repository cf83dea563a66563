import type {LinkUpload} from './link-upload.js';
import type {Move} from './scenario.js';
import type {ScriptedPeer} from './scripted-peer.js';

/** What the moves of a plan need of the connection they are made on. */
export interface MovingLink {
	readonly isClosed: boolean;
	readonly upload: LinkUpload;
	close(): void;
}

/** From now on, a connection's handshake, the peer's plan runs: each move in its time, and all again where it repeats. */
export function startMoves(peer: ScriptedPeer, link: MovingLink): void {
	const {moves = [], repeats} = peer.plan;
	for (const [atSeconds, move] of moves) {
		peer.clock.after(atSeconds, () => {
			if (!link.isClosed) {
				makeMove(peer, link, move);
			}
		});
	}

	if (repeats !== undefined) {
		peer.clock.after(repeats, () => {
			if (!link.isClosed) {
				startMoves(peer, link);
			}
		});
	}
}

function makeMove(peer: ScriptedPeer, link: MovingLink, move: Move): void {
	switch (move) {
		case 'choke':
			link.upload.choke();
			break;
		case 'unchoke':
			link.upload.unchoke();
			break;
		case 'stall':
			link.upload.stall();
			break;
		case 'resume':
			link.upload.resume();
			break;
		case 'finish':
			peer.finish();
			break;
		case 'hang-up':
			link.close();
			break;
		case 'leave':
			peer.leave();
			break;
	}
}
