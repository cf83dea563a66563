import {createSocket, type RemoteInfo} from 'node:dgram';
import type {ExecutionContext} from 'ava';
import {readUint32, writeUint32} from '../../../source/protocol/big-endian.js';

/** A packet as the server saw it. */
export interface SeenPacket {
	readonly action: number;
	readonly transactionId: number;
	readonly bytes: Uint8Array;
	readonly from: RemoteInfo;
}

/** What to send back: an action and what follows the transaction id, or whole packets as they are; nothing when undefined. */
export type Reply =
	| {readonly action: number; readonly body: Uint8Array; readonly transactionId?: number}
	| {readonly raw: readonly Uint8Array[]}
	| undefined;

/** A UDP tracker on this machine that answers as a test says. */
export interface UdpServer {
	readonly url: string;
	readonly seen: readonly SeenPacket[];
	stop(): void;
}

/** Starts one; it ends with the test. */
export async function serveUdp(
	t: ExecutionContext,
	reply: (packet: SeenPacket, count: number) => Reply,
	host = '127.0.0.1',
): Promise<UdpServer> {
	const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
	const seen: SeenPacket[] = [];
	let isOpen = true;
	const stop = () => {
		if (isOpen) {
			isOpen = false;
			socket.close();
		}
	};
	socket.on('message', (bytes, from) => {
		const action = readUint32(bytes, 8);
		const packet = {action, transactionId: readUint32(bytes, 12), bytes, from};
		seen.push(packet);
		for (const answer of packetsOf(reply(packet, seen.length), packet)) {
			socket.send(answer, from.port, from.address);
		}
	});
	const {promise, resolve} = Promise.withResolvers<void>();
	socket.bind(0, host, resolve);
	await promise;
	t.teardown(stop);
	const shownHost = host.includes(':') ? `[${host}]` : host;
	return {url: `udp://${shownHost}:${socket.address().port}/announce`, seen, stop};
}

function packetsOf(reply: Reply, {transactionId}: SeenPacket): readonly Uint8Array[] {
	if (reply === undefined) {
		return [];
	}
	if ('raw' in reply) {
		return reply.raw;
	}
	const bytes = new Uint8Array(8 + reply.body.length);
	writeUint32(bytes, 0, reply.action);
	writeUint32(bytes, 4, reply.transactionId ?? transactionId);
	bytes.set(reply.body, 8);
	return [bytes];
}
