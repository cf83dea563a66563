import type {IncomingMessage} from 'node:http';
import {createRequire} from 'node:module';
import type {LookupFunction} from 'node:net';
import {announceUrl, decodeAnnounceResponse} from '../../protocol/http-tracker.js';
import {ParseError} from '../../protocol/parse-error.js';
import type {AnnounceCall, AnnounceOutcome} from './announce-call.js';
import type {HostResolver} from './host-resolver.js';
import {maxBodyLength, readBody} from './http-body.js';
import {trackerFailure} from './tracker-failure.js';

/**
 * Node's own HTTP by `require`: an `import` of it reads all it exports, and so loads a whole WebSocket client, which takes 36 ms
 * of CPU and 13 MB. TLS comes with the first tracker that wants it.
 */
const requireModule = createRequire(import.meta.url);

const maxRedirects = 5;

/** Announces to HTTP and HTTPS trackers (BEP 3), a connection each: trackers see us twice an hour. */
export class HttpTrackerClient {
	readonly #resolver: HostResolver;
	readonly #userAgent: string;

	constructor(resolver: HostResolver, userAgent: string) {
		this.#resolver = resolver;
		this.#userAgent = userAgent;
	}

	/** Announces over the call's family. Rejects with the socket's, the lookup's or TLS's error. */
	async announce(call: AnnounceCall): Promise<AnnounceOutcome> {
		let url = new URL(announceUrl(call.trackerUrl, call.request));
		for (let redirects = 0; redirects <= maxRedirects; redirects++) {
			const response = await this.#get(url, call);
			const location = redirectOf(response, url);
			if (location === undefined) {
				return readAnswer(response);
			}
			response.destroy();
			url = location;
		}
		return trackerFailure('invalid', `redirected over ${maxRedirects} times`);
	}

	#get(url: URL, {family, localAddress, signal}: AnnounceCall): Promise<IncomingMessage> {
		const {promise, resolve, reject} = Promise.withResolvers<IncomingMessage>();
		const {request}: typeof import('node:http') = requireModule(
			url.protocol === 'https:' ? 'node:https' : 'node:http',
		);
		request(url, {
			agent: false,
			family,
			...(localAddress === undefined ? {} : {localAddress}),
			lookup: this.#lookup(signal),
			signal,
			headers: {'user-agent': this.#userAgent, 'accept-encoding': 'gzip'},
		})
			.on('response', resolve)
			.on('error', reject)
			.end();
		return promise;
	}

	/** The lookup that Node's sockets call: by our resolver, for the family they were told. */
	#lookup(signal: AbortSignal): LookupFunction {
		return (host, {family, all}, callback) => {
			this.#resolver.resolve(host, signal).then(
				addresses => {
					const usable = addresses.filter(each => each.family === family);
					const chosen = usable[Math.floor(Math.random() * usable.length)];
					if (all === true) {
						callback(null, usable);
					} else if (chosen === undefined) {
						const error = new Error('name has no address of the family');
						callback(Object.assign(error, {code: 'ENODATA'}), '', 0);
					} else {
						callback(null, chosen.address, chosen.family);
					}
				},
				error => callback(error, '', 0),
			);
		};
	}
}

/** Where the answer sends us, if it does. */
function redirectOf({statusCode = 0, headers}: IncomingMessage, from: URL): URL | undefined {
	const isRedirect = [301, 302, 303, 307, 308].includes(statusCode);
	if (!isRedirect || headers.location === undefined || !URL.canParse(headers.location, from.href)) {
		return undefined;
	}
	const location = new URL(headers.location, from);
	return /^https?:$/.test(location.protocol) ? location : undefined;
}

async function readAnswer(response: IncomingMessage): Promise<AnnounceOutcome> {
	const httpStatus = response.statusCode ?? 0;
	const body = await readBody(response);
	if (body === undefined) {
		return trackerFailure('invalid', `the answer is over ${maxBodyLength} bytes`, {httpStatus});
	}
	const decoded = decodeAnnounceResponse(body);
	// Some trackers put their reason under an error status; it says more than the status.
	if ('refusal' in decoded) {
		return trackerFailure('rejected', decoded.refusal, {retryInMs: decoded.retryInMs, httpStatus});
	}
	if (httpStatus < 200 || httpStatus > 299) {
		return trackerFailure('http', `HTTP ${httpStatus} ${response.statusMessage ?? ''}`.trim(), {
			httpStatus,
		});
	}
	if (decoded instanceof ParseError) {
		return trackerFailure('invalid', `the answer is not a tracker’s: ${decoded.message}`, {
			httpStatus,
		});
	}
	const skew = Date.parse(response.headers.date ?? '') - Date.now();
	return {response: decoded, httpStatus, dateSkewMs: Number.isNaN(skew) ? null : skew};
}
