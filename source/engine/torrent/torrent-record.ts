import type {ResumeRecord} from '../disk/resume-record.js';
import type {TorrentSession} from './torrent-session.js';

/** What the next run needs to go on from here. The files' stamps are taken first: see `TorrentDisk.stamps`. */
export const recordOf = async (session: TorrentSession): Promise<ResumeRecord> => {
	const files = await session.disk.stamps();
	const {clocks} = session;
	return {
		infoHash: session.infoHash,
		dir: session.dir,
		pieces: session.swarm.torrent.haveBits.slice(),
		files,
		priorities: session.priorities.list,
		addedAt: clocks.addedAtEpoch,
		completedAt: clocks.completedAtEpoch,
		downBytes: session.totals.downBytes,
		upBytes: session.totals.upBytes,
		isPaused: session.isPaused,
		isSequential: session.isSequential,
		trackers: session.addedTrackers,
		peers: session.swarm.workedPeers,
		bans: session.swarm.torrent.bansByUser,
	};
};
