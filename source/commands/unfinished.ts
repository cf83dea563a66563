import {ResumeStore} from '../engine/disk/resume-store.js';
import {metainfoTools} from '../engine/metainfo-tools.js';
import {parseMetainfo} from '../protocol/metainfo.js';
import {ParseError} from '../protocol/parse-error.js';
import type {SessionItem} from './session-torrent.js';
import {infoHashText} from './torrent-line.js';

/** What the last run left. */
export interface Unfinished {
	readonly items: readonly SessionItem[];
	/** A sentence for each torrent that can't be taken up again. */
	readonly problems: readonly string[];
}

/** Finds the torrents that earlier runs left unfinished, as their resume data has them. */
export async function findUnfinished(stateDir: string): Promise<Unfinished> {
	const {torrents, problems} = await new ResumeStore(stateDir).loadAll();
	const items: SessionItem[] = [];
	const all = [...problems];
	for (const {record, metainfo: bytes} of torrents) {
		const metainfo = parseMetainfo(bytes, metainfoTools);
		if (metainfo instanceof ParseError || infoHashText(metainfo) !== record.infoHash) {
			all.push(`the resume data of ${record.infoHash} is damaged: open its .torrent again`);
		} else if (record.completedAt === null) {
			const {dir, trackers, peers, isPaused, isSequential} = record;
			const torrent = {metainfo: bytes, dir, trackers, peers, isPaused, isSequential};
			items.push({origin: record.infoHash, metainfo, torrent});
		}
	}
	return {items, problems: all};
}
