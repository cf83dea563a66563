import type {Intent} from '../store/engine-port.js';
import type {EngineContext} from './engine-context.js';
import type {TorrentSession} from './torrent/torrent-session.js';

/** An intent about one torrent. */
export type TorrentIntent = Extract<Intent, {readonly torrentId: number}>;

/** Carries out what the user wants of one torrent. @returns once it is done, or well under way */
export const carryOut = async (
	intent: Exclude<TorrentIntent, {readonly type: 'removeTorrent'}>,
	session: TorrentSession,
	context: EngineContext,
	now: number,
): Promise<void> => {
	const {torrent} = session.swarm;
	session.swarm.hurry(now);
	switch (intent.type) {
		case 'pause':
			return session.pause();
		case 'resume':
			return session.resume();
		case 'verify':
			return session.verify();
		case 'announce':
			return session.trackers.announceNow();
		case 'addPeer':
			return session.userPeers.add(intent.host, intent.port);
		case 'addTracker':
			return session.addTracker(intent.url);
		case 'filePriority':
			return session.setFilePriority(intent.files, intent.priority);
		case 'retry': {
			const peer = torrent.peers.get(intent.peerId);
			if (peer !== undefined) {
				torrent.handleKick(peer, now);
			}

			const address = context.closedAddress(intent.peerId);
			return torrent.handleCandidates(address === undefined ? [] : [address], 'user', now);
		}

		case 'unban':
			torrent.handleUnban(intent.address, now);
			return session.saver.handleChange();
		case 'kick':
		case 'ban': {
			const peer = torrent.peers.get(intent.peerId);
			if (peer !== undefined && intent.type === 'kick') {
				torrent.handleKick(peer, now);
			} else if (peer !== undefined) {
				torrent.handleBan(peer, now);
				session.saver.handleChange();
			}
		}
	}
};
