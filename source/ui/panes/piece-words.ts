import type {StoreDetail} from '../../store/store-state.js';
import {peerLetter} from '../columns/peer-columns.js';
import type {TorrentItem} from '../columns/torrent-columns.js';
import {pieceCodes} from '../graph/piece-map.js';
import {count} from '../text/amounts.js';

/** All that is known of one piece, most telling first: what it is, who has it, who sends it, what it is part of. */
export function pieceWords(
	index: number,
	{torrent, detail}: {readonly torrent: TorrentItem; readonly detail: StoreDetail},
): readonly string[] {
	return [
		`#${index}`,
		stateWords(index, detail),
		...availabilityWords(index, detail),
		...blockWords(index, detail),
		...fileWords(index, torrent),
	];
}

function stateWords(index: number, {pieces}: StoreDetail): string {
	switch (pieces?.[index]) {
		case pieceCodes.have:
			return 'here';
		case pieceCodes.inFlight:
			return 'in flight';
		case pieceCodes.hashing:
			return 'being checked';
		case pieceCodes.skipped:
			return 'not wanted';
		default:
			return 'missing';
	}
}

function availabilityWords(index: number, {availability}: StoreDetail): readonly string[] {
	const peers = availability?.[index];
	if (peers === undefined) {
		return [];
	}
	if (peers === 0) {
		return ['no connected peer has it'];
	}
	return [peers === 1 ? '1 peer has it' : `${count(peers)} peers have it`];
}

/** How much of it is here, and the letters of the peers the rest is asked of. */
function blockWords(index: number, {activePieces, blocks}: StoreDetail): readonly string[] {
	const place = Array.from({length: activePieces.size}, (_, row) => row).find(
		row => activePieces.value(row, 'index') === index,
	);
	if (place === undefined) {
		return [];
	}
	const {received, blocks: all} = activePieces.row(place);
	const letters = new Set<string>();
	for (let row = 0; row < blocks.size; row++) {
		if (blocks.value(row, 'index') === index) {
			letters.add(peerLetter(blocks.value(row, 'peerId')));
		}
	}
	const asked = letters.size === 0 ? 'nobody is asked' : `asked of ${[...letters].join(' ')}`;
	return [`${received} of ${all} blocks here, ${asked}`];
}

/** The files it has bytes of. */
function fileWords(index: number, {identity}: TorrentItem): readonly string[] {
	if (identity === undefined) {
		return [];
	}
	const begin = index * identity.pieceLength;
	const end = begin + identity.pieceLength;
	let offset = 0;
	const names: string[] = [];
	for (const {path, length} of identity.files) {
		if (length > 0 && offset < end && offset + length > begin) {
			names.push(path);
		}
		offset += length;
	}
	const [first] = names;
	if (first === undefined) {
		return [];
	}
	return [names.length === 1 ? first : `${first} and ${names.length - 1} more`];
}
