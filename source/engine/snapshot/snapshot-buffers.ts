import type {Snapshot} from '../../store/engine-port.js';

/** The buffers of a snapshot that can change hands instead of being copied: every array in it was made for it alone. */
export const transferablesOf = (snapshot: Snapshot): ArrayBuffer[] => {
	const {engine, torrents, detail, allPeers, peer} = snapshot;
	const arrays: ArrayBufferView[] = [engine, torrents];
	if (detail !== null) {
		arrays.push(detail.peers, detail.blocks, detail.activePieces, detail.files);
		for (const array of [detail.receivedBlocks, detail.pieces, detail.availability]) {
			if (array !== null) {
				arrays.push(array);
			}
		}
	}

	for (const {peers, blocks, unavailable} of allPeers ?? []) {
		arrays.push(peers, blocks, unavailable);
	}

	if (peer !== null) {
		arrays.push(peer.bitfield, peer.history, peer.requests);
	}

	return arrays.map(({buffer}) => buffer as ArrayBuffer);
};
