import {foreignText} from '../../protocol/foreign-text.js';
import {redactKeys} from '../../protocol/tracker-url.js';
import type {TrackerView} from '../../store/engine-port.js';

/** What kind of failure an announce ended with. */
export type FailureClass = NonNullable<TrackerView['failure']>;

/** An announce that brought no answer we can use. */
export interface TrackerFailure {
	readonly failure: FailureClass;
	/** The tracker's words, or ours for what went wrong: escaped, without passkeys. */
	readonly message: string;
	/** When the tracker wants to be asked again (BEP 31); null: it didn't say. */
	readonly retryInMs: number | 'never' | null;
	readonly httpStatus: number | null;
}

/** A failure in our words. */
export function trackerFailure(
	failure: FailureClass,
	message: string,
	details: Partial<Pick<TrackerFailure, 'retryInMs' | 'httpStatus'>> = {},
): TrackerFailure {
	return {
		failure,
		message: redactKeys(foreignText(message, 300)),
		retryInMs: null,
		httpStatus: null,
		...details,
	};
}

const words: Readonly<Record<string, readonly [FailureClass, string]>> = {
	ENOTFOUND: ['dns', 'name not found'],
	ENODATA: ['dns', 'name has no address'],
	EAI_AGAIN: ['dns', 'name lookup failed for now'],
	ECONNREFUSED: ['refused', 'connection refused'],
	ECONNRESET: ['http', 'connection closed before the answer'],
	EPIPE: ['http', 'connection closed before the answer'],
	ETIMEDOUT: ['timeout', 'deadline has elapsed'],
	EHOSTUNREACH: ['unreachable', 'host unreachable'],
	ENETUNREACH: ['unreachable', 'network unreachable'],
	EHOSTDOWN: ['unreachable', 'host is down'],
	ENETDOWN: ['unreachable', 'network is down'],
	EADDRNOTAVAIL: ['unreachable', 'our own address is gone'],
	EACCES: ['unreachable', 'not permitted (firewall)'],
	EPERM: ['unreachable', 'not permitted (firewall)'],
	CERT_HAS_EXPIRED: ['tls-date', 'certificate has expired'],
	CERT_NOT_YET_VALID: ['tls-date', 'certificate is not yet valid'],
};

/** Errors of a certificate's chain, as OpenSSL names them; everything of Node's TLS and of a broken TLS talk besides. */
const tlsCode =
	/CERT|ISSUER|SIGNATURE|^ERR_(?:TLS|SSL)|^EPROTO$|^INVALID_CA$|^INVALID_PURPOSE$|^PATH_LENGTH/;

/** What an error of a socket, a lookup, TLS or HTTP means for the tracker. */
export function failureOf(error: unknown): TrackerFailure {
	const {code: anyCode, name = '', message = ''} = error as NodeJS.ErrnoException;
	// A DOMException, such as that of an announce called off, has a number there.
	const code = typeof anyCode === 'string' ? anyCode : '';
	if (name === 'TimeoutError') {
		return trackerFailure('timeout', 'deadline has elapsed');
	}
	const known = words[code];
	if (known !== undefined) {
		return trackerFailure(...known);
	}
	if (code.startsWith('EAI_')) {
		return trackerFailure('dns', `name lookup failed (${code})`);
	}
	if (tlsCode.test(code)) {
		return trackerFailure('tls', `TLS failed: ${message || code}`);
	}
	if (code.startsWith('HPE_')) {
		return trackerFailure('invalid', 'the answer is not HTTP');
	}
	return trackerFailure('unreachable', message || code || 'unknown error');
}

/** From what says most about the tracker to what may only be our own network. */
const tellingOrder: readonly FailureClass[] = [
	'rejected',
	'invalid',
	'http',
	'tls-date',
	'tls',
	'refused',
	'timeout',
	'unreachable',
	'dns',
];

/** Of the failures over each family, at least one, the one to show. */
export function mostTelling(failures: readonly TrackerFailure[]): TrackerFailure {
	const [first, ...others] = failures;
	if (first === undefined) {
		throw new Error('an announce ended with neither answer nor failure');
	}
	return others.reduce(
		(best, each) =>
			tellingOrder.indexOf(each.failure) < tellingOrder.indexOf(best.failure) ? each : best,
		first,
	);
}
