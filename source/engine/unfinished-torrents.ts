import type {AddTorrent} from '../store/engine-port.js';
import {ResumeStore} from './disk/resume-store.js';

/** What the last run left unfinished. */
export interface UnfinishedTorrents {
	/** Ready to be added again, in the order they were added first. */
	readonly torrents: readonly AddTorrent[];
	/** A sentence on each that could not be read. */
	readonly problems: readonly string[];
}

/** Reads the torrents that lack something the user wanted from the state folder, without starting an engine. */
export const unfinishedTorrents = async (stateDir: string): Promise<UnfinishedTorrents> => {
	const {torrents, problems} = await new ResumeStore(stateDir).loadAll();
	const unfinished = torrents
		.filter(({record}) => record.completedAt === null)
		.sort((a, b) => a.record.addedAt - b.record.addedAt);
	return {
		torrents: unfinished.map(({record, metainfo}) => ({
			metainfo,
			dir: record.dir,
			trackers: record.trackers,
			isPaused: record.isPaused,
			isSequential: record.isSequential,
		})),
		problems,
	};
};
