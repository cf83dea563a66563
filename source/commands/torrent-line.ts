import {foreignText} from '../protocol/foreign-text.js';
import {toHex} from '../protocol/hex.js';
import type {Magnet} from '../protocol/magnet.js';
import type {Metainfo} from '../protocol/metainfo-types.js';
import {redactUrl, redactWebUrl} from '../protocol/tracker-url.js';
import type {TorrentIdentity} from '../store/engine-port.js';

function hex(bytes: Uint8Array | null): string | null {
	return bytes === null ? null : toHex(bytes);
}

/** The hash a torrent is known by: v1 where it has one. */
export function infoHashText(metainfo: Metainfo): string | null {
	return hex(metainfo.infoHash ?? metainfo.infoHashV2);
}

/** The fields of the `torrent` line of `--json`: all that the .torrent says, lengths in bytes, `createdAt` in seconds since 1970. */
export function torrentLine(metainfo: Metainfo) {
	return {
		name: metainfo.name,
		infoHash: hex(metainfo.infoHash),
		infoHashV2: hex(metainfo.infoHashV2),
		length: metainfo.length,
		pieceLength: metainfo.pieceLength,
		pieceCount: metainfo.pieceCount,
		private: metainfo.isPrivate,
		files: metainfo.files
			.filter(file => !file.isPadding)
			.map(file => ({path: file.path.join('/'), length: file.length})),
		trackers: metainfo.trackers.map(tier => tier.map(redactUrl)),
		webSeeds: metainfo.webSeeds.map(redactWebUrl),
		nodes: metainfo.nodes,
		comment: metainfo.comment,
		createdBy: metainfo.createdBy,
		createdAt: metainfo.createdAt,
	};
}

/** The same fields for a torrent that another program runs, as that one tells it. */
export function runningLine(torrent: TorrentIdentity) {
	return {
		name: torrent.name,
		infoHash: torrent.infoHash,
		infoHashV2: torrent.infoHashV2,
		length: torrent.length,
		pieceLength: torrent.pieceLength,
		pieceCount: torrent.pieceCount,
		private: torrent.isPrivate,
		files: torrent.files,
		trackers: torrent.trackers,
		webSeeds: torrent.webSeeds,
		nodes: [],
		comment: torrent.comment,
		createdBy: torrent.createdBy,
		createdAt: torrent.createdAt,
	};
}

/** The same fields for a magnet link, which says little: null is what only the metadata knows. */
export function magnetLine(magnet: Magnet) {
	return {
		name: magnet.name,
		infoHash: hex(magnet.infoHash),
		infoHashV2: hex(magnet.infoHashV2),
		length: null,
		pieceLength: null,
		pieceCount: null,
		private: null,
		files: null,
		trackers: magnet.trackers.map(tier => tier.map(redactUrl)),
		webSeeds: magnet.webSeeds.map(redactWebUrl),
		nodes: [],
		comment: null,
		createdBy: null,
		createdAt: null,
		peers: magnet.peers.map(({host, port}) => ({host: foreignText(host), port})),
	};
}
