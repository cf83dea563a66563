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
	const path = pathname.split('/').map(redactSegment).join('/');
	const query = search.slice(1).split('&').map(redactParameter).join('&');
	return `${protocol}//${user}${host}${path}${query === '' ? '' : `?${query}`}`;
}

/** A web seed's URL as it may be shown: its path is names of folders and files, so that only what looks like a key goes. */
export function redactWebUrl(text: string): string {
	if (!URL.canParse(text)) {
		return redactKeys(text);
	}
	const {pathname, search, hash} = new URL(text);
	const origin = redactUrl(new URL('/', text).href).slice(0, -1);
	const path = pathname.split('/').map(redactKey).join('/');
	const query = search.slice(1).split('&').map(redactParameter).join('&');
	return `${origin}${path}${query === '' ? '' : `?${query}`}${hash}`;
}

/** A tracker's words with everything in them that could be a passkey replaced by `…`. */
export function redactKeys(text: string): string {
	return text.replace(/[\w%=+-]{10,}/g, redactKey);
}

/** A tracker's words as they may be shown: it may repeat what we told it in its own URL. */
export function redactWords(words: string, trackerUrl: string): string {
	return redactKeys(
		secretsOf(trackerUrl).reduce((text, secret) => text.replaceAll(secret, '…'), words),
	);
}

/** What of a tracker's URL is not shown, but for what is so short that it would hit words by accident. */
function secretsOf(trackerUrl: string): readonly string[] {
	if (!URL.canParse(trackerUrl)) {
		return [];
	}
	const {pathname, search, username, password} = new URL(trackerUrl);
	const segments = pathname.split('/').filter(segment => redactSegment(segment) !== segment);
	const values = search
		.slice(1)
		.split('&')
		.filter(parameter => redactParameter(parameter) !== parameter)
		.map(parameter => parameter.slice(parameter.indexOf('=') + 1));
	return [...segments, ...values, username, password].filter(({length}) => length >= 4);
}

function redactParameter(parameter: string): string {
	const equals = parameter.indexOf('=');
	if (equals < 0) {
		return redactSegment(parameter);
	}
	const name = parameter.slice(0, equals);
	const value = parameter.slice(equals + 1);
	return `${name}=${secretName.test(name) && value !== '' ? '…' : redactSegment(value)}`;
}

/** A part of a tracker's path stays only where it is a word of every tracker or too short for a key. */
function redactSegment(segment: string): string {
	const isShort = segment.length <= (/\d/.test(segment) ? 3 : 8);
	return isShort || /^(?:announce|scrape|tracker\d{0,2})(?:\.\w{1,4})?$/i.test(segment)
		? segment
		: '…';
}

/** Long and of letters mixed with digits, or very long: what passkeys look like and words don't. */
function redactKey(word: string): string {
	const isMixed = /\d/.test(word) && /[a-z]/i.test(word) && !word.includes('.');
	return (word.length >= 10 && isMixed) || /^[\w%=+-]{24,}$/.test(word) ? '…' : word;
}
