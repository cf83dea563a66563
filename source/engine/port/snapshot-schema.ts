import * as z from 'zod';
import {blockColumns, engineColumns, peerColumns, torrentColumns} from '../../store/columns.js';
import type {Snapshot, TorrentDetail} from '../../store/engine-port.js';
import {textSchema} from './event-schema.js';
import {tableSchema} from './table-schema.js';

const id = z.int().min(0);
const number = z.number();
const nullableNumber = number.nullable();

const trackerSchema = z.object({
	url: textSchema,
	tier: id,
	state: z.enum(['idle', 'announcing', 'working', 'failing', 'disabled']),
	message: textSchema.nullable(),
	failure: z
		.enum([
			'dns',
			'timeout',
			'refused',
			'unreachable',
			'tls',
			'tls-date',
			'http',
			'rejected',
			'invalid',
		])
		.nullable(),
	seeds: nullableNumber,
	leechers: nullableNumber,
	peers: nullableNumber,
	ownAddresses: nullableNumber,
	httpStatus: nullableNumber,
	dateSkewMs: nullableNumber,
	failures: number,
	lastAnnounceAt: nullableNumber,
	nextAnnounceAt: nullableNumber,
	intervalMs: nullableNumber,
});

const sampleSchema = z.object({
	torrentId: id,
	peers: tableSchema(peerColumns),
	trackers: z.array(trackerSchema).max(1000),
	blocks: tableSchema(blockColumns),
	unavailable: z
		.array(id)
		.max(64)
		.transform(indices => Uint32Array.from(indices)),
	diskFailure: z
		.object({
			operation: z.enum(['open', 'read', 'write']),
			code: textSchema,
			path: textSchema,
		})
		.nullable(),
});

const sourceSchema = z.object({source: textSchema, found: id, connected: id, useful: id});

const nothing = new Float64Array(0);

/** Of the selected torrent only where its addresses came from: its maps are for a screen, not for a report. */
const detailSchema = z
	.object({
		torrentId: id,
		trackers: z.array(trackerSchema).max(1000),
		sources: z.array(sourceSchema).max(100),
		bans: z.array(textSchema).max(100_000).default([]),
	})
	.transform(
		(detail): TorrentDetail => ({
			...detail,
			peers: nothing,
			blocks: nothing,
			activePieces: nothing,
			receivedBlocks: null,
			files: nothing,
			pieces: null,
			availability: null,
		}),
	);

/** A snapshot with all peers, as `encodeMessage` wrote it. */
export const snapshotSchema: z.ZodType<Snapshot> = z.object({
	type: z.literal('snapshot'),
	sequence: number,
	now: number,
	epochMs: z.number().min(-8.64e15).max(8.64e15),
	engine: tableSchema(engineColumns),
	torrents: tableSchema(torrentColumns),
	detail: detailSchema.nullable(),
	allPeers: z.array(sampleSchema).max(10_000).nullable(),
	peer: z.null(),
});
