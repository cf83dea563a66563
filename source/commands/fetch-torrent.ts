import {RunError, UsageError} from './exit.js';
import {BoundedBytes, TooLargeError} from './read-bounded.js';
import {errorCode} from './system-error.js';
import {typedText} from './typed-text.js';

/** What a download of a .torrent is held to, and who hears of it. */
export interface FetchOptions {
	readonly maxBytes: number;
	/** The whole download, from the name's look-up to the last byte. */
	readonly timeoutMs: number;
	/** Bytes so far; `total` as the server says, undefined when it doesn't. */
	readonly handleProgress?: (received: number, total: number | undefined) => void;
}

const failures: Readonly<Record<string, string>> = {
	ENOTFOUND: 'there is no such host',
	EAI_AGAIN: 'the name could not be looked up',
	ECONNREFUSED: 'connection refused',
	ECONNRESET: 'the server hung up',
	UND_ERR_SOCKET: 'the server hung up',
	EHOSTUNREACH: 'host unreachable',
	ENETUNREACH: 'network unreachable',
	ETIMEDOUT: 'no answer',
	UND_ERR_CONNECT_TIMEOUT: 'no answer',
};

/** What keeps a certificate from being believed has codes that name it; a refusal of `fetch` itself has only a message. */
function failureText(error: unknown): string {
	const code = errorCode(error);
	if (code !== undefined) {
		return failures[code] ?? code;
	}
	const cause = error instanceof Error ? error.cause : undefined;
	return cause instanceof Error ? typedText(cause.message) : 'an unknown error';
}

/** A URL as it may be printed: without user, password and query, where keys are kept. */
export function printableUrl(url: URL): string {
	const query = url.search ? '?…' : '';
	return typedText(`${url.protocol}//${url.host}${url.pathname}${query}`);
}

/** `fetch` refuses a URL with a user in it, so the user goes where HTTP has a place for it. */
function requestOf(url: URL): {address: URL; headers: Record<string, string>} {
	const address = new URL(url);
	address.username = '';
	address.password = '';
	if (!url.username && !url.password) {
		return {address, headers: {}};
	}
	const user = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
	return {address, headers: {authorization: `Basic ${Buffer.from(user).toString('base64')}`}};
}

async function download(url: URL, options: FetchOptions): Promise<Uint8Array> {
	const {address, headers} = requestOf(url);
	const signal = AbortSignal.timeout(options.timeoutMs);
	const response = await fetch(address, {headers, signal});
	if (!response.ok || !response.body) {
		await response.body?.cancel();
		throw new RunError(`${printableUrl(url)}: the server answers ${response.status}`);
	}
	const length = Number(response.headers.get('content-length') ?? Number.NaN);
	const total = Number.isSafeInteger(length) && length > 0 ? length : undefined;
	const bytes = new BoundedBytes(options.maxBytes);
	for await (const chunk of response.body) {
		bytes.push(chunk as Uint8Array);
		options.handleProgress?.(bytes.length, total);
	}
	return bytes.join();
}

/**
 * Downloads a .torrent over http or https, with a bound on its length and on the time it takes.
 * @throws RunError when it can't be had; UsageError when it is longer than any .torrent.
 */
export async function fetchTorrent(url: URL, options: FetchOptions): Promise<Uint8Array> {
	try {
		return await download(url, options);
	} catch (error) {
		if (error instanceof RunError) {
			throw error;
		}
		if (error instanceof TooLargeError) {
			throw new UsageError(
				`${printableUrl(url)} is no .torrent: it is over ${options.maxBytes} bytes`,
			);
		}
		const isTimeout = error instanceof DOMException && error.name === 'TimeoutError';
		const why = isTimeout ? `no answer in ${options.timeoutMs / 1000} s` : failureText(error);
		throw new RunError(`cannot download ${printableUrl(url)}: ${why}`);
	}
}
