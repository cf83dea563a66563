import {randomBytes} from 'node:crypto';
import {encodeExtensionHandshake} from '../../protocol/extension-handshake.js';
import {encodeHandshake, encodeReserved} from '../../protocol/handshake.js';
import {parseIpAddress} from '../../protocol/ip-address.js';
import type {Metainfo} from '../../protocol/metainfo-types.js';
import {encodePeerId} from '../../protocol/peer-id.js';
import type {Peer} from '../../swarm/peer.js';
import {ourReqq} from '../../swarm/uploads.js';
import {monotonicNow} from '../clock.js';
import type {DiskEvents} from '../disk/disk-events.js';
import {TorrentDisk} from '../disk/torrent-disk.js';
import type {EngineContext} from '../engine-context.js';
import {metainfoTools} from '../metainfo-tools.js';
import {TrackerList} from '../tracker/tracker-list.js';
import {haveBytesOf} from './swarm-progress.js';
import type {LiveSwarmSettings} from './swarm-settings-view.js';
import {SwarmSize} from './swarm-size.js';
import {TorrentSwarm} from './torrent-swarm.js';

/** Quitting takes 3 s at most, all in all: trackers get half of it to hear that we go. */
const stopTimeoutMs = 1500;

/** What a torrent's parts are made from. */
export interface TorrentPartsOptions {
	readonly id: number;
	readonly context: EngineContext;
	readonly metainfo: Metainfo;
	readonly dir: string;
	readonly settings: LiveSwarmSettings;
	readonly piecePriorities: Uint8Array;
	/** Trackers of the user's. */
	readonly addedTrackers: readonly string[];
	readonly diskEvents: DiskEvents;
}

/** A torrent's disk, swarm and trackers, made to work together. */
export interface TorrentParts {
	readonly disk: TorrentDisk;
	readonly swarm: TorrentSwarm;
	readonly trackers: TrackerList;
	readonly swarmSize: SwarmSize;
}

/** Makes the parts of one torrent; one peer id for all of them (R20). */
export const createTorrentParts = (options: TorrentPartsOptions): TorrentParts => {
	const {context, metainfo} = options;
	const peerId = encodePeerId(context.version, randomBytes(12));
	const disk = new TorrentDisk(metainfo, options.dir, context.diskShared, options.diskEvents);
	const swarm = createSwarm(options, disk, peerId);
	const swarmSize = new SwarmSize();
	const trackers = createTrackers(options, swarm, {peerId, swarmSize});
	return {disk, swarm, trackers, swarmSize};
};

const createSwarm = (
	{id, context, metainfo, settings, piecePriorities}: TorrentPartsOptions,
	disk: TorrentDisk,
	peerId: Uint8Array,
): TorrentSwarm => {
	const infoHash = metainfo.infoHash!;
	const reserved = encodeReserved({isFast: true, hasExtensions: true, hasDht: false});
	const swarm: TorrentSwarm = new TorrentSwarm({
		torrentId: id,
		context,
		disk,
		ourHandshake: encodeHandshake({infoHash, peerId, reserved}),
		torrent: {
			infoHash,
			ourPeerId: peerId,
			isPrivate: metainfo.isPrivate,
			length: metainfo.length,
			pieceLength: metainfo.pieceLength,
			pieceCount: metainfo.pieceCount,
			settings,
			priorities: piecePriorities,
			sha1: metainfoTools.sha1,
			extensionHandshake: (peer: Peer) =>
				encodeExtensionHandshake({
					messages: {},
					client: `unchoke ${context.version}`,
					reqq: ourReqq,
					isUploadOnly: swarm.torrent.isComplete,
					listenPort: context.listenPort ?? undefined,
					yourIp: parseIpAddress(peer.address.host),
				}),
		},
	});
	return swarm;
};

const createTrackers = (
	{id, context, metainfo, addedTrackers}: TorrentPartsOptions,
	swarm: TorrentSwarm,
	{peerId, swarmSize}: {readonly peerId: Uint8Array; readonly swarmSize: SwarmSize},
): TrackerList => {
	const {torrent} = swarm;
	return new TrackerList({
		tiers: metainfo.trackers,
		added: addedTrackers,
		infoHash: metainfo.infoHash!,
		peerId,
		client: context.trackerClient,
		amounts: () => ({
			uploaded: torrent.counters.upBytes,
			downloaded: torrent.counters.downBytes,
			left: metainfo.length - haveBytesOf(metainfo, torrent),
		}),
		port: () => context.listenPort,
		timeoutMs: () => context.settings.announceTimeout,
		stopTimeoutMs,
		now: monotonicNow,
		random: Math.random,
		isOwnAddress: context.ownAddresses.has,
		handleAddresses: addresses => {
			const now = monotonicNow();
			torrent.handleCandidates(addresses, 'tracker', now);
			swarm.hurry(now);
		},
		handleChange: view => swarmSize.update(view),
		report: (level, name, text) => context.events.log({level, name, text, torrentId: id}),
	});
};
