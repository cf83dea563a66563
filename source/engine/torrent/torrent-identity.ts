import {toHex} from '../../protocol/hex.js';
import type {Metainfo} from '../../protocol/metainfo-types.js';
import {redactUrl, redactWebUrl} from '../../protocol/tracker-url.js';
import type {TorrentIdentity} from '../../store/engine-port.js';

/** What of a torrent is words, for the screen: sent once. */
export const torrentIdentityOf = (
	torrentId: number,
	metainfo: Metainfo,
	dir: string,
): TorrentIdentity => ({
	torrentId,
	name: metainfo.name,
	infoHash: metainfo.infoHash === null ? null : toHex(metainfo.infoHash),
	infoHashV2: metainfo.infoHashV2 === null ? null : toHex(metainfo.infoHashV2),
	dir,
	length: metainfo.length,
	pieceLength: metainfo.pieceLength,
	pieceCount: metainfo.pieceCount,
	isPrivate: metainfo.isPrivate,
	files: metainfo.files
		.filter(file => !file.isPadding)
		.map(file => ({path: file.path.join('/'), length: file.length})),
	trackers: metainfo.trackers.map(tier => tier.map(redactUrl)),
	webSeeds: metainfo.webSeeds.map(redactWebUrl),
	comment: metainfo.comment,
	createdBy: metainfo.createdBy,
	createdAt: metainfo.createdAt,
});
