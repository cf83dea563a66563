import {isIP} from 'node:net';
import {isAbsolute} from 'node:path';

/** A file as it was when the record was made; null when it did not exist. */
export type FileStamp = {readonly size: number; readonly mtimeMs: number} | null;

/** What a torrent's resume file holds. Times are milliseconds since 1970. */
export interface ResumeRecord {
	/** 40 hex digits, 64 for a v2-only torrent; lower case. */
	readonly infoHash: string;
	/** Absolute. */
	readonly dir: string;
	/** One bit a piece, as on the wire: hashed and written. */
	readonly pieces: Uint8Array;
	/** One a file of the torrent. */
	readonly files: readonly FileStamp[];
	/** 0 skip … 7, one a file of the torrent. */
	readonly priorities: readonly number[];
	readonly addedAt: number;
	readonly completedAt: number | null;
	readonly downBytes: number;
	readonly upBytes: number;
	readonly isPaused: boolean;
	readonly isSequential: boolean;
	/** Trackers the user added, each a tier of its own. */
	readonly trackers: readonly string[];
	/** When the record was saved; whoever saves it sets it. */
	readonly savedAt?: number;
	/** Addresses that worked lately, literal, at most {@link maxResumePeers}. */
	readonly peers: ReadonlyArray<{readonly host: string; readonly port: number}>;
	/** Hosts, or addresses with a port, that the user banned, at most 1000. */
	readonly bans: readonly string[];
}

/** More than enough to find a swarm again. */
export const maxResumePeers = 200;

/** Far more than a person adds. */
const maxTrackers = 100;
const maxBans = 1000;

/** Raised when a record of before can't be read as one of now. */
const version = 1;

/** An info hash as it names resume files. */
export const infoHashPattern = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** The record as the text of its file: JSON, for people to look into. */
export function encodeResumeRecord(record: ResumeRecord, savedAt: number): string {
	return JSON.stringify({
		version,
		...record,
		savedAt,
		pieces: Buffer.from(record.pieces).toString('base64'),
		files: record.files.map(stamp => stamp && [stamp.size, stamp.mtimeMs]),
		trackers: record.trackers.slice(0, maxTrackers),
		peers: record.peers.slice(0, maxResumePeers),
		bans: record.bans.slice(-maxBans),
	});
}

/** The record in a file's text; undefined when it is anything else, damaged, or from another version. */
export function decodeResumeRecord(text: string): ResumeRecord | undefined {
	const fields = parseObject(text);
	if (fields?.['version'] !== version) return undefined;
	// A record of a version that kept no bans has none.
	const {
		infoHash,
		dir,
		pieces,
		files,
		priorities,
		completedAt,
		trackers,
		peers,
		bans = [],
	} = fields;
	const {addedAt, savedAt, downBytes, upBytes, isPaused, isSequential} = fields;
	if (typeof infoHash !== 'string' || !infoHashPattern.test(infoHash)) return undefined;
	if (typeof dir !== 'string' || !isAbsolute(dir) || dir.includes('\0')) return undefined;
	if (typeof pieces !== 'string' || !/^[\d+/A-Za-z]*={0,2}$/.test(pieces)) return undefined;
	if (!isArrayOf(files, isEncodedStamp) || !isArrayOf(priorities, isPriority)) return undefined;
	if (!isArrayOf(trackers, isTracker) || trackers.length > maxTrackers) return undefined;
	if (!isArrayOf(peers, isPeer) || peers.length > maxResumePeers) return undefined;
	if (!isArrayOf(bans, isBan) || bans.length > maxBans) return undefined;
	if (!isCount(addedAt) || !isCount(downBytes) || !isCount(upBytes)) return undefined;
	if (!isCount(savedAt)) return undefined;
	if (completedAt !== null && !isCount(completedAt)) return undefined;
	if (typeof isPaused !== 'boolean' || typeof isSequential !== 'boolean') return undefined;
	return {
		infoHash,
		dir,
		pieces: new Uint8Array(Buffer.from(pieces, 'base64')),
		files: files.map(stamp => stamp && {size: stamp[0], mtimeMs: stamp[1]}),
		priorities,
		addedAt,
		savedAt,
		completedAt,
		downBytes,
		upBytes,
		isPaused,
		isSequential,
		trackers,
		peers: peers.map(({host, port}) => ({host, port})),
		bans,
	};
}

function parseObject(text: string): Record<string, unknown> | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isArrayOf<Item>(value: unknown, isItem: (item: unknown) => item is Item): value is Item[] {
	return Array.isArray(value) && value.every(isItem);
}

/** A whole number of bytes or milliseconds. */
function isCount(value: unknown): value is number {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isPriority(value: unknown): value is number {
	return isCount(value) && value <= 7;
}

function isEncodedStamp(value: unknown): value is [number, number] | null {
	if (value === null) return true;
	if (!Array.isArray(value) || value.length !== 2) return false;
	return isCount(value[0]) && typeof value[1] === 'number' && Number.isFinite(value[1]);
}

function isTracker(value: unknown): value is string {
	return typeof value === 'string' && value.length <= 2048;
}

function isBan(value: unknown): value is string {
	return typeof value === 'string' && value.length <= 64 && /^[\w.:[\]%-]+$/.test(value);
}

function isPeer(value: unknown): value is {host: string; port: number} {
	if (!isObject(value) || typeof value['host'] !== 'string') return false;
	const {host, port} = value;
	return isIP(host as string) !== 0 && isCount(port) && port > 0 && port <= 65_535;
}
