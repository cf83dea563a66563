import type {AnnounceEvent, AnnounceRequest, AnnounceResponse, ScrapeResponse} from './announce.js';
import {readUint32, writeUint16, writeUint32} from './big-endian.js';
import {decodeCompactPeers} from './compact-peers.js';
import {foreignText} from './foreign-text.js';
import {ParseError} from './parse-error.js';

/** What the packets are for (BEP 15). */
const actions = {connect: 0, announce: 1, scrape: 2, error: 3} as const;

const events: Readonly<Record<AnnounceEvent, number>> = {
	none: 0,
	completed: 1,
	started: 2,
	stopped: 3,
};

/** Bytes of an announce without options. */
const announceLength = 98;

/** Options behind an announce (BEP 41). */
const endOfOptions = 0;
const urlData = 2;
const maxOptionLength = 255;

/** A tracker's words are cut to this many characters. */
const maxWordsLength = 300;

/** A packet of a UDP tracker. `transactionId` is the one of the request it answers. */
export type UdpTrackerPacket = {readonly transactionId: number} & (
	| {
			readonly type: 'connect';
			/** 8 bytes, good for a minute. */
			readonly connectionId: Uint8Array;
	  }
	| {readonly type: 'announce'; readonly response: AnnounceResponse}
	| {readonly type: 'scrape'; readonly response: ScrapeResponse}
	| {
			readonly type: 'error';
			/** The tracker's words, escaped. */
			readonly words: string;
	  }
);

/** The packet that asks for a connection id. */
export function encodeConnect(transactionId: number): Uint8Array {
	const bytes = new Uint8Array(16);
	// The number by which BEP 15 knows its packets.
	writeUint32(bytes, 0, 0x417);
	writeUint32(bytes, 4, 0x27101980);
	writeHeader(bytes, actions.connect, transactionId);
	return bytes;
}

/** How a request is addressed. */
export interface UdpTrackerRequest {
	readonly connectionId: Uint8Array;
	readonly transactionId: number;
}

/**
 * The packet of an announce.
 * @param trackerUrl its path and query go behind the packet (BEP 41): private trackers have their passkeys there.
 */
export function encodeAnnounce(
	{connectionId, transactionId}: UdpTrackerRequest,
	request: AnnounceRequest,
	trackerUrl: string,
): Uint8Array {
	const options = encodeUrlData(trackerUrl);
	const bytes = new Uint8Array(announceLength + options.length);
	bytes.set(connectionId);
	writeHeader(bytes, actions.announce, transactionId);
	bytes.set(request.infoHash, 16);
	bytes.set(request.peerId, 36);
	writeUint64(bytes, 56, request.downloaded);
	writeUint64(bytes, 64, request.left);
	writeUint64(bytes, 72, request.uploaded);
	writeUint32(bytes, 80, events[request.event]);
	// 84: our address, which stays 0: the one we send from.
	writeUint32(bytes, 88, request.key);
	writeUint32(bytes, 92, request.numwant);
	writeUint16(bytes, 96, request.port);
	bytes.set(options, announceLength);
	return bytes;
}

/** The packet of a scrape for one torrent. */
export function encodeScrape(
	{connectionId, transactionId}: UdpTrackerRequest,
	infoHash: Uint8Array,
): Uint8Array {
	const bytes = new Uint8Array(36);
	bytes.set(connectionId);
	writeHeader(bytes, actions.scrape, transactionId);
	bytes.set(infoHash, 16);
	return bytes;
}

/** Decodes a packet that came from a tracker; over IPv6 the addresses in it are of IPv6 (BEP 15), so `ipLength` is 16. */
export function decodeUdpTrackerPacket(
	bytes: Uint8Array,
	ipLength: 4 | 16,
): UdpTrackerPacket | ParseError {
	if (bytes.length < 8) {
		return new ParseError('the tracker’s packet is shorter than its header');
	}
	const transactionId = readUint32(bytes, 4);
	switch (readUint32(bytes, 0)) {
		case actions.connect:
			return bytes.length < 16
				? new ParseError('the tracker’s connect packet is too short')
				: {type: 'connect', transactionId, connectionId: bytes.slice(8, 16)};
		case actions.announce:
			// opentracker refuses so: it answers with the bare header.
			if (bytes.length === 8) {
				return {type: 'error', transactionId, words: 'refused without a reason'};
			}
			return bytes.length < 20
				? new ParseError('the tracker’s announce packet is too short')
				: {type: 'announce', transactionId, response: decodeAnnounce(bytes, ipLength)};
		case actions.scrape:
			return bytes.length < 20
				? new ParseError('the tracker’s scrape packet is too short')
				: {type: 'scrape', transactionId, response: decodeScrape(bytes)};
		case actions.error:
			return {type: 'error', transactionId, words: foreignText(bytes.subarray(8), maxWordsLength)};
		default:
			return new ParseError('the tracker’s packet is of no known kind');
	}
}

function decodeAnnounce(bytes: Uint8Array, ipLength: 4 | 16): AnnounceResponse {
	return {
		intervalMs: readUint32(bytes, 8) * 1000,
		minIntervalMs: null,
		leechers: readUint32(bytes, 12),
		seeds: readUint32(bytes, 16),
		peers: decodeCompactPeers(bytes.subarray(20), ipLength),
		warning: null,
		trackerId: null,
		externalIp: null,
	};
}

function decodeScrape(bytes: Uint8Array): ScrapeResponse {
	return {
		seeds: readUint32(bytes, 8),
		completed: readUint32(bytes, 12),
		leechers: readUint32(bytes, 16),
	};
}

/** Action and transaction id, behind the connection id. */
function writeHeader(bytes: Uint8Array, action: number, transactionId: number): void {
	writeUint32(bytes, 8, action);
	writeUint32(bytes, 12, transactionId);
}

function writeUint64(bytes: Uint8Array, at: number, value: number): void {
	writeUint32(bytes, at, Math.floor(value / 2 ** 32));
	writeUint32(bytes, at + 4, value);
}

/** Path and query of the URL in options of at most 255 bytes each; none for a URL without them. */
function encodeUrlData(trackerUrl: string): Uint8Array {
	const {pathname, search} = new URL(trackerUrl);
	const data = new TextEncoder().encode(pathname + search);
	if (data.length <= 1) {
		return new Uint8Array();
	}
	const options: number[] = [];
	for (let at = 0; at < data.length; at += maxOptionLength) {
		const part = data.subarray(at, at + maxOptionLength);
		options.push(urlData, part.length, ...part);
	}
	return Uint8Array.from([...options, endOfOptions]);
}
