import type {Intent} from '../store/engine-port.js';
import type {TorrentSession} from './torrent/torrent-session.js';

/** An intent about one torrent. */
export type TorrentIntent = Extract<Intent, {readonly torrentId: number}>;

/** Carries out what the user wants of one torrent. @returns once it is done, or well under way */
export const carryOut = async (
	intent: Exclude<TorrentIntent, {readonly type: 'removeTorrent'}>,
	session: TorrentSession,
	now: number,
): Promise<void> => {
	switch (intent.type) {
		case 'pause':
			return session.pause();
		case 'resume':
			return session.resume();
		case 'verify':
			return session.verify();
		case 'addPeer':
			return session.addPeer(intent.host, intent.port);
		case 'filePriority':
			return session.setFilePriority(intent.files, intent.priority);
		case 'kick':
			return session.withPeer(intent.peerId, peer => session.swarm.torrent.handleKick(peer, now));
		case 'ban':
			return session.withPeer(intent.peerId, peer => session.swarm.torrent.handleBan(peer, now));
		case 'retry':
			return session.retryPeer(intent.peerId, now);
		case 'announce':
		case 'addTracker':
			return;
	}
};
