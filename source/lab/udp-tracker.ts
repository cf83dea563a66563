import {createSocket, type RemoteInfo, type Socket} from 'node:dgram';
import {isIPv6} from 'node:net';
import {readUint16, readUint32, writeUint32} from '../protocol/big-endian.js';
import {encodeCompactPeers} from '../protocol/compact-peers.js';
import {formatPeerAddress, type PeerAddress} from '../protocol/peer-address.js';
import type {Announce} from './tracker-registry.js';
import type {AnswerAnnounce, TrackerTransport} from './tracker-transport.js';

/** Actions of BEP 15. */
const actions = {connect: 0, announce: 1, error: 3} as const;

/** Events of BEP 15, by number. */
const events = ['', 'completed', 'started', 'stopped'] as const;

/** The two halves of the number every connect request begins with. */
const protocolId = [0x417, 0x27_10_19_80] as const;

/** The connection id this tracker hands out, in two halves: any number will do in a lab. */
const connectionId = [0x1a_b1_ab_1a, 0x5e_ed_5e_ed] as const;

/** A tracker's UDP side (BEP 15). */
export class UdpTracker implements TrackerTransport {
	readonly #answer: AnswerAnnounce;
	readonly #isSilent: () => boolean;
	#address: PeerAddress;
	#socket: Socket | undefined;

	/** @param isSilent whether it answers nothing now, not even to a connect */
	constructor(address: PeerAddress, answer: AnswerAnnounce, isSilent: () => boolean) {
		this.#address = address;
		this.#answer = answer;
		this.#isSilent = isSilent;
	}

	get url(): string {
		return `udp://${formatPeerAddress(this.#address)}/announce`;
	}

	async open(): Promise<void> {
		const socket = createSocket(isIPv6(this.#address.host) ? 'udp6' : 'udp4');
		const {promise, resolve, reject} = Promise.withResolvers<void>();
		socket.on('error', reject);
		socket.on('message', (packet, from) => {
			this.#handlePacket(packet, from);
		});
		socket.bind(this.#address.port, this.#address.host, resolve);
		await promise;
		this.#address = {...this.#address, port: socket.address().port};
		this.#socket = socket;
	}

	close(): void {
		this.#socket?.close();
		this.#socket = undefined;
	}

	#handlePacket(packet: Uint8Array, from: RemoteInfo): void {
		if (packet.length < 16 || this.#isSilent()) {
			return;
		}

		const [first, second] = [readUint32(packet, 0), readUint32(packet, 4)];
		const [action, transactionId] = [readUint32(packet, 8), readUint32(packet, 12)];
		const send = (replyAction: number, body: Uint8Array): void => {
			const reply = new Uint8Array(8 + body.length);
			writeUint32(reply, 0, replyAction);
			writeUint32(reply, 4, transactionId);
			reply.set(body, 8);
			this.#socket?.send(reply, from.port, from.address);
		};

		if (action === actions.connect && first === protocolId[0] && second === protocolId[1]) {
			send(actions.connect, words(...connectionId));
		} else if (first !== connectionId[0] || second !== connectionId[1]) {
			send(actions.error, new TextEncoder().encode('unknown connection id'));
		} else if (action === actions.announce && packet.length >= 98) {
			this.#handleAnnounce(readAnnounce(packet, from.address), send);
		} else {
			send(actions.error, new TextEncoder().encode('not an announce'));
		}
	}

	#handleAnnounce(announce: Announce, send: (action: number, body: Uint8Array) => void): void {
		const reply = this.#answer(announce);
		if (reply === 'silence' || reply === 'hang-up') {
			return;
		}

		if (reply === 'rubbish') {
			send(0x7f_ff_ff_ff, words(0xde_ad_be_ef));
		} else if ('status' in reply || 'failure' in reply) {
			const text = 'failure' in reply ? reply.failure : `out of order (${reply.status})`;
			send(actions.error, new TextEncoder().encode(text));
		} else {
			const {peers, seeds, leechers} = reply.swarm;
			const compact = encodeCompactPeers(peers, isIPv6(this.#address.host) ? 16 : 4);
			const numbers = words(Math.max(1, Math.round(reply.interval)), leechers, seeds);
			send(actions.announce, Buffer.concat([numbers, compact]));
		}
	}
}

function readAnnounce(packet: Uint8Array, host: string): Announce {
	const numwant = readUint32(packet, 92);
	return {
		infoHash: Buffer.from(packet.subarray(16, 36)).toString('hex'),
		peerId: Buffer.from(packet.subarray(36, 56)).toString('hex'),
		address: {host, port: readUint16(packet, 96)},
		left: readUint32(packet, 64) * 2 ** 32 + readUint32(packet, 68),
		event: events[readUint32(packet, 80)] ?? '',
		// -1: as many as the tracker likes.
		numwant: numwant > 1000 ? 50 : numwant,
	};
}

function words(...values: readonly number[]): Uint8Array {
	const bytes = new Uint8Array(values.length * 4);
	for (const [at, value] of values.entries()) {
		writeUint32(bytes, at * 4, value);
	}

	return bytes;
}
