import {closeText} from '../../store/close-reason.js';
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
	const newest = fold(gone).slice(0, height - 2);
	return [
		' '.repeat(width),
		look.paint('head', look.place('  gone lately', width)),
		...newest.map(each => look.paint('faint', goneLine(each, frame, width))),
	];
}

/** The newest end of an address for a reason, and how often that happened. */
interface Gone {
	readonly peer: ClosedPeer;
	readonly times: number;
}

/** Newest first: an address that ends the same way again and again is one line. */
function fold(gone: readonly ClosedPeer[]): readonly Gone[] {
	const folded = new Map<string, Gone>();
	for (const peer of gone) {
		const key = `${peer.address} ${peer.reason}`;
		const times = (folded.get(key)?.times ?? 0) + 1;
		folded.delete(key);
		folded.set(key, {peer, times});
	}
	return [...folded.values()].reverse();
}

function goneLine({peer, times}: Gone, {look, store}: Frame, width: number): string {
	const lived = peer.lifeMs >= 1000 ? ` after ${duration(peer.lifeMs)}` : '';
	const often = times > 1 ? `, ${times} times` : '';
	const ago = `${duration(Math.max(0, store.epochMs - peer.epochMs))} ago`;
	const isWide = width >= widthForTimes;
	const address = look.foreign(peer.address, isWide ? addressWidth : leastAddressWidth);
	const when = isWide ? ` ${ago.padStart(11)}` : '';
	const words = `${closeText(peer.reason, peer.detail)}${lived}${often}`;
	return look.foreign(`  ${address}${when}  ${words}`, width);
}
