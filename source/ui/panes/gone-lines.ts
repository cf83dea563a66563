import {closeReasonWords} from '../../store/close-reason.js';
import type {ClosedPeer} from '../../store/store-state.js';
import type {Frame} from '../state/frame.js';
import {duration} from '../text/duration.js';
import {selectedTorrentId} from './torrent-list.js';

/** Columns of an address in these lines. */
const addressWidth = 28;

/** Where it is narrow: those of an IPv4 address with its port. */
const leastAddressWidth = 21;

/** Narrower than this the reasons matter more than the times. */
const widthForTimes = 72;

/** The connections that ended lately, each with its reason (R18): they stand where the list of peers leaves room. */
export function goneLines(frame: Frame, width: number, height: number): readonly string[] {
	const {look, store} = frame;
	const torrentId = selectedTorrentId(frame);
	const gone = store.closedPeers.filter(peer => peer.torrentId === torrentId);
	if (gone.length === 0 || height < 3) {
		return [];
	}
	const newest = gone.slice(-(height - 2)).reverse();
	return [
		' '.repeat(width),
		look.paint('head', look.place('  gone lately', width)),
		...newest.map(peer => look.paint('faint', goneLine(peer, frame, width))),
	];
}

function goneLine(peer: ClosedPeer, {look, store}: Frame, width: number): string {
	const reason = closeReasonWords[peer.reason];
	// Some details say the same again, and an error number besides.
	const isSaid = peer.detail.toLowerCase().startsWith(reason.toLowerCase());
	const detail = peer.detail === '' || isSaid ? '' : ` (${peer.detail})`;
	const lived = peer.lifeMs > 0 ? ` after ${duration(peer.lifeMs)}` : '';
	const ago = `${duration(Math.max(0, store.epochMs - peer.epochMs))} ago`;
	const isWide = width >= widthForTimes;
	const address = look.foreign(peer.address, isWide ? addressWidth : leastAddressWidth);
	const when = isWide ? ` ${ago.padStart(11)}` : '';
	const words = `${reason}${detail}${lived}`;
	return look.foreign(`  ${address}${when}  ${words}`, width);
}
