import type {Peer} from './peer.js';
import type {Swarm} from './swarm.js';

/**
 * Recounts from scratch every number that is kept incrementally, and throws where one is wrong: our own bug (R4, R13). Slow;
 * for tests and simulations.
 */
export function audit(swarm: Swarm): void {
	const {pieces, availability, peers} = swarm;
	const all = [...peers].filter(({availability: state}) => state === 'all').length;
	expectEqual('peers that have all', availability.allCount, all);
	for (let index = 0; index < pieces.pieceCount; index++) {
		const count = [...peers].filter(peer => peer.has(index)).length;
		expectEqual(`availability of piece ${index}`, availability.countOf(index), count);
		expectEqual(
			`piece ${index} is in order`,
			availability.isOrdered(index),
			pieces.isOpenable(index),
		);
		expectEqual(
			`piece ${index} is wanted`,
			pieces.isWanted(index),
			!pieces.has(index) && pieces.priorities[index] !== 0,
		);
	}
	for (const peer of peers) {
		auditPeer(swarm, peer);
	}
	for (const piece of pieces.active.values()) {
		let free = 0;
		let requests = 0;
		for (let block = 0; block < piece.blockCount; block++) {
			const first = piece.requestOf(block);
			for (let request = first; request !== undefined; request = request.nextForBlock) {
				requests++;
				expectEqual(
					`request of block ${block} is known to its peer`,
					request.peer.pipeline?.find(request.index, request.begin),
					request,
				);
			}
			const isFree =
				first === undefined && !piece.hasBlock(block) && piece.receiverOf(block) === undefined;
			free += Number(isFree);
		}
		expectEqual(`free blocks of piece ${piece.index}`, piece.freeCount, free);
		expectEqual(`requests for piece ${piece.index}`, piece.requestCount, requests);
	}
}

function auditPeer({pieces}: Swarm, peer: Peer): void {
	const indices = Array.from({length: pieces.pieceCount}, (_, index) => index);
	const wanted = indices.filter(index => peer.has(index) && pieces.isWanted(index)).length;
	expectEqual(`pieces wanted of peer ${peer.id}`, peer.piecesWanted, wanted);
	expectEqual(
		`pieces known of peer ${peer.id}`,
		peer.piecesKnown,
		indices.filter(index => peer.has(index)).length,
	);
	expectEqual(
		`interest in peer ${peer.id}`,
		peer.amInterested,
		peer.state === 'connected' && wanted > 0,
	);
	let outstanding = 0;
	for (let request = peer.pipeline?.first; request !== undefined; request = request.next) {
		outstanding++;
	}
	expectEqual(`requests outstanding at peer ${peer.id}`, peer.outstanding, outstanding);
	expectEqual(`upload queue of peer ${peer.id}`, peer.uploadQueue, peer.uploads?.length ?? 0);
}

function expectEqual(what: string, kept: unknown, counted: unknown): void {
	if (kept !== counted) {
		throw new Error(`${what}: kept ${kept}, counted ${counted}`);
	}
}
