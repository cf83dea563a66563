/** Longer URLs are not kept. */
const maxUrlLength = 2048;

const trackerProtocols: ReadonlySet<string> = new Set(['udp:', 'http:', 'https:']);
const webProtocols: ReadonlySet<string> = new Set(['http:', 'https:']);

/**
 * A tracker's URL as it was given, when it is one we can ask: udp, http or https. The `ws` and `wss` trackers of
 * WebTorrent are left out: they lead to browsers, which a TCP client can't reach.
 */
export function parseTrackerUrl(text: string): string | undefined {
	const url = parseUrl(text, trackerProtocols);
	return url !== undefined && url.protocol === 'udp:' && url.port === ''
		? undefined
		: url && keep(text, url);
}

/** A web seed's URL as it was given (BEP 19), when it is http or https. */
export function parseWebUrl(text: string): string | undefined {
	const url = parseUrl(text, webProtocols);
	return url && keep(text, url);
}

function parseUrl(text: string, protocols: ReadonlySet<string>): URL | undefined {
	if (text.length > maxUrlLength || !URL.canParse(text)) {
		return undefined;
	}
	const url = new URL(text);
	return protocols.has(url.protocol) && url.hostname !== '' && url.port !== '0' ? url : undefined;
}

/** The text itself where it is plain: a tracker may compare its path byte by byte. */
function keep(text: string, url: URL): string {
	return /^[\x21-\x7e]+$/.test(text) ? text : url.href;
}

/** Names of query parameters that identify their user. */
const secretName = /pass|key|auth|token|secret|user|login|^[ups]?id$/i;

/**
 * A tracker's URL as it may be shown, logged and sent to somebody else: what could be a passkey, in its path, query, host
 * or user part, is replaced by `…`.
 */
export function redactUrl(text: string): string {
	if (!URL.canParse(text)) {
		return redactKeys(text);
	}
	const {protocol, username, password, hostname, port, pathname, search} = new URL(text);
	const user = username === '' && password === '' ? '' : '…@';
	const host = hostname.replace(/[\w-]{24,}/g, '…') + (port === '' ? '' : `:${port}`);
	const path = pathname.split('/').map(redactKey).join('/');
	const query = search.slice(1).split('&').map(redactParameter).join('&');
	return `${protocol}//${user}${host}${path}${query === '' ? '' : `?${query}`}`;
}

/** A tracker's words with everything in them that could be a passkey replaced by `…`. */
export function redactKeys(text: string): string {
	return text.replace(/[\w%=+-]{10,}/g, redactKey);
}

function redactParameter(parameter: string): string {
	const equals = parameter.indexOf('=');
	if (equals < 0) {
		return redactKey(parameter);
	}
	const name = parameter.slice(0, equals);
	const value = parameter.slice(equals + 1);
	return `${name}=${secretName.test(name) && value !== '' ? '…' : redactKey(value)}`;
}

/** Long and of letters mixed with digits, or very long: what passkeys look like and words don't. */
function redactKey(word: string): string {
	const isMixed = /\d/.test(word) && /[a-z]/i.test(word) && !word.includes('.');
	return (word.length >= 10 && isMixed) || /^[\w%=+-]{24,}$/.test(word) ? '…' : word;
}
