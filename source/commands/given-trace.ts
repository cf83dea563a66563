import {open} from 'node:fs/promises';
import type {TraceOptions} from '../engine/trace/tracer.js';
import {parseIpAddress} from '../protocol/ip-address.js';
import {parseHostPort} from '../protocol/peer-address.js';
import {parseFileSize} from './config/parse-size.js';
import {UsageError} from './exit.js';
import type {FlagValues} from './flags.js';
import {pathError} from './system-error.js';
import {typedText} from './typed-text.js';

/** A trace gets no longer than this when nobody says. */
const defaultLimit = 256_000_000;
/** Room for the file's header and some packets. */
const leastLimit = 10_000;

function parsePeer(text: string): TraceOptions['peer'] {
	const bare = text.replace(/^\[(.*)\]$/, '$1');
	const peer = parseIpAddress(bare) === undefined ? parseHostPort(text) : {host: bare, port: null};
	if (peer === undefined || parseIpAddress(peer.host) === undefined) {
		throw new UsageError(
			`--trace-peer must be an address, with or without its port, got ${typedText(text)}`,
		);
	}
	return peer;
}

function parseLimit(text: string): number {
	const limit = parseFileSize(text);
	if (limit === undefined || limit < leastLimit) {
		throw new UsageError(
			`--trace-limit must be a size of at least 10K, such as 500M, got ${typedText(text)}`,
		);
	}
	return limit;
}

/**
 * The capture that the flags ask for; undefined when they ask for none. The file is begun anew.
 * @throws UsageError or RunError when it can't be written, or a flag is wrong.
 */
export async function givenTrace(flags: FlagValues): Promise<TraceOptions | undefined> {
	const {trace: path, tracePeer, traceLimit} = flags;
	if (path === undefined) {
		if (tracePeer !== undefined || traceLimit !== undefined) {
			throw new UsageError('--trace-peer and --trace-limit go with --trace FILE');
		}
		return undefined;
	}
	const peer = tracePeer === undefined ? null : parsePeer(tracePeer);
	const limit = traceLimit === undefined ? defaultLimit : parseLimit(traceLimit);
	try {
		await (await open(path, 'w', 0o600)).close();
	} catch (error) {
		throw pathError(error, `cannot write the trace ${typedText(path)}`);
	}
	return {path, peer, limit};
}
