import {getSystemErrorMap} from 'node:util';
import type {CloseReason} from '../../swarm/close-reason.js';

/** How far a connection had come when it failed; the same error means different things. */
export type ConnectionPhase = 'connecting' | 'handshaking' | 'connected';

/** Why a socket ended: one of the closed list, and the words for a person. */
export interface SocketFailure {
	readonly reason: CloseReason;
	readonly detail: string;
}

/** The kernel's words, as every other client prints them; libuv's are lower-case and differ. */
const errnoWords: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'Connection refused',
	ECONNRESET: 'Connection reset by peer',
	ECONNABORTED: 'Software caused connection abort',
	ETIMEDOUT: 'Connection timed out',
	ENETUNREACH: 'Network is unreachable',
	EHOSTUNREACH: 'No route to host',
	ENETDOWN: 'Network is down',
	EADDRNOTAVAIL: 'Cannot assign requested address',
	EADDRINUSE: 'Address already in use',
	EACCES: 'Permission denied',
	EPERM: 'Operation not permitted',
	EPIPE: 'Broken pipe',
	EMFILE: 'Too many open files',
	ENFILE: 'Too many open files in system',
	EINVAL: 'Invalid argument',
};

/** What an end of stream is called: the other side hung up without an error. */
const endOfStream = 'early eof';

/**
 * An operating system's error in words with its number, as in `Connection refused (os error 111)`.
 * Falls back to libuv's words, then to the code.
 */
export const describeSystemError = (error: NodeJS.ErrnoException): string => {
	const code = error.code ?? 'unknown error';
	const number = typeof error.errno === 'number' ? Math.abs(error.errno) : undefined;
	const words =
		errnoWords[code] ??
		(error.errno === undefined ? undefined : getSystemErrorMap().get(error.errno)?.[1]) ??
		code;
	return number === undefined ? words : `${words} (os error ${number})`;
};

const reasonWhileConnecting = (code: string | undefined): CloseReason => {
	switch (code) {
		case 'ECONNREFUSED':
			return 'connect-refused';
		case 'ETIMEDOUT':
			return 'connect-timeout';
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
		case 'ENETDOWN':
		case 'EADDRNOTAVAIL':
			return 'connect-unreachable';
		default:
			return 'connect-failed';
	}
};

const reasonOnceConnected = (code: string | undefined): CloseReason =>
	code === 'ECONNRESET' || code === 'EPIPE' ? 'reset-by-peer' : 'network-error';

/**
 * The close reason of a connection that ended by itself.
 * @param error what the socket said; `undefined` when the stream simply ended
 */
export const socketFailure = (
	phase: ConnectionPhase,
	error: NodeJS.ErrnoException | undefined,
): SocketFailure => {
	if (error === undefined) {
		return {
			reason: phase === 'connected' ? 'closed-by-peer' : 'handshake-failed',
			detail: endOfStream,
		};
	}

	const detail = describeSystemError(error);
	if (phase === 'connecting') {
		return {reason: reasonWhileConnecting(error.code), detail};
	}

	return {reason: reasonOnceConnected(error.code), detail};
};
