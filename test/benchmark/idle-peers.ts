/**
 * Peers that connect, say that they have everything, and then nothing more, for as long as the parent lives. Each message of the parent
 * says where to and how many more; it is answered when all have their handshakes.
 */
import {once} from 'node:events';
import {connect} from 'node:net';
import {encodeHandshake, encodeReserved, handshakeLength} from '../../source/protocol/handshake.js';
import {messageLength, writeMessage} from '../../source/protocol/message-encoder.js';

/** Where to, for what, and how many. */
export interface IdlePeersOrder {
	readonly port: number;
	/** Hex. */
	readonly infoHash: string;
	readonly count: number;
}

/** Connections that are being opened at a time: fewer than the engine lets one address have before their handshakes. */
const opening = 20;

function haveAll(): Uint8Array {
	const bytes = new Uint8Array(messageLength({type: 'haveAll'}));
	writeMessage({type: 'haveAll'}, bytes, 0);
	return bytes;
}

async function open({port, infoHash}: IdlePeersOrder, number: number): Promise<void> {
	const socket = connect({port, host: '127.0.0.1'});
	await once(socket, 'connect');
	const peerId = new TextEncoder().encode(`-XX0001-${String(number).padStart(12, '0')}`);
	const reserved = encodeReserved({isFast: true, hasExtensions: true, hasDht: false});
	socket.write(encodeHandshake({infoHash: Buffer.from(infoHash, 'hex'), peerId, reserved}));
	socket.write(haveAll());
	for (let heard = 0; heard < handshakeLength; ) {
		const [bytes] = (await once(socket, 'data')) as [Uint8Array];
		heard += bytes.length;
	}
	socket.resume();
}

let lastNumber = 0;

process.on('message', async (order: IdlePeersOrder) => {
	let left = order.count;
	const openSome = async (): Promise<void> => {
		while (left-- > 0) {
			await open(order, ++lastNumber);
		}
	};
	await Promise.all(Array.from({length: opening}, openSome));
	process.send?.({opened: order.count});
});
process.on('disconnect', () => process.exit());
