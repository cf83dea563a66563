import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import {encodeBencode} from '../protocol/bencode.js';
import {encodeCompactPeers} from '../protocol/compact-peers.js';
import {formatPeerAddress, type PeerAddress} from '../protocol/peer-address.js';
import type {Announce} from './tracker-registry.js';
import type {AnswerAnnounce, TrackerTransport} from './tracker-transport.js';

/** A tracker's HTTP side (BEP 3, with the compact answers of BEP 7 and 23). */
export class HttpTracker implements TrackerTransport {
	readonly #answer: AnswerAnnounce;
	readonly #clockAhead: number;
	#address: PeerAddress;
	#server: Server | undefined;

	/** @param clockAhead seconds by which its clock goes before ours */
	constructor(address: PeerAddress, answer: AnswerAnnounce, clockAhead = 0) {
		this.#address = address;
		this.#answer = answer;
		this.#clockAhead = clockAhead;
	}

	get url(): string {
		return `http://${formatPeerAddress(this.#address)}/announce`;
	}

	async open(): Promise<void> {
		const server = createServer((request, response) => {
			this.#handleRequest(request, response);
		});
		const {promise, resolve, reject} = Promise.withResolvers<void>();
		server.on('error', reject);
		server.listen(this.#address.port, this.#address.host, resolve);
		await promise;
		const address = server.address();
		const port = typeof address === 'object' && address !== null ? address.port : 0;
		this.#address = {...this.#address, port};
		this.#server = server;
	}

	close(): void {
		this.#server?.close();
		this.#server?.closeAllConnections();
		this.#server = undefined;
	}

	#handleRequest(request: IncomingMessage, response: ServerResponse): void {
		const announce = readAnnounce(request);
		if (announce === undefined) {
			response.writeHead(404).end();
			return;
		}

		response.setHeader('Date', new Date(Date.now() + this.#clockAhead * 1000).toUTCString());
		const reply = this.#answer(announce);
		if (reply === 'silence') {
			return;
		}

		if (reply === 'hang-up') {
			request.socket.destroy();
		} else if (reply === 'rubbish') {
			response.end('<html>Please log in to the hotel network.</html>');
		} else if ('status' in reply) {
			response.writeHead(reply.status).end('out of order');
		} else if ('failure' in reply) {
			response.end(encodeBencode({'failure reason': reply.failure}));
		} else {
			const {peers, seeds, leechers} = reply.swarm;
			response.end(
				encodeBencode({
					complete: seeds,
					incomplete: leechers,
					interval: Math.max(1, Math.round(reply.interval)),
					peers: encodeCompactPeers(peers, 4),
					peers6: encodeCompactPeers(peers, 16),
				}),
			);
		}
	}
}

function readAnnounce(request: IncomingMessage): Announce | undefined {
	const [path, query = ''] = (request.url ?? '').split('?');
	if (path !== '/announce') {
		return undefined;
	}

	const fields = new Map(
		query.split('&').map(field => {
			const [name = '', value = ''] = field.split('=');
			return [name, value];
		}),
	);
	const event = fields.get('event');
	return {
		infoHash: percentDecode(fields.get('info_hash') ?? '').toString('hex'),
		peerId: percentDecode(fields.get('peer_id') ?? '').toString('hex'),
		address: {
			host: (request.socket.remoteAddress ?? '').replace('::ffff:', ''),
			port: Number(fields.get('port')),
		},
		left: Number(fields.get('left') ?? 1),
		event: event === 'started' || event === 'completed' || event === 'stopped' ? event : '',
		numwant: Number(fields.get('numwant') ?? 50),
	};
}

/** Percent-encoded bytes, which need not be UTF-8. */
function percentDecode(text: string): Buffer {
	const plain = text.replaceAll(/%([\da-f]{2})/gi, (_, hex: string) =>
		String.fromCodePoint(Number.parseInt(hex, 16)),
	);
	return Buffer.from(plain, 'latin1');
}
