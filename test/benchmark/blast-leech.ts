/**
 * A leecher that asks as fast as it is answered, compares every byte with the payload in memory and keeps none, so that the
 * seeder is what is measured. Prints PEER when it is connected, and DONE or what went wrong at the end. Started with BlastOptions as JSON; host and port are the
 * seeder's.
 */
import {connect} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {
	encodeHandshake,
	encodeReserved,
	HandshakeDecoder,
} from '../../source/protocol/handshake.js';
import {
	blockHeaderLength,
	messageLength,
	requestLength,
	writeMessage,
	writeRequest,
} from '../../source/protocol/message-encoder.js';
import {blockLength} from '../../source/protocol/messages.js';
import {WireDecoder} from '../../source/protocol/wire-decoder.js';
import {SilentHandler} from './silent-handler.js';
import {type BlastOptions, blockMessageLength, makeWireImage} from './wire-image.js';

const {host, port, infoHash, file, pieceLength} = JSON.parse(process.argv[2] ?? '') as BlastOptions;
const image = makeWireImage(file, pieceLength);
const blocksPerPiece = pieceLength / blockLength;
const blockCount = image.length / blockMessageLength;

/** Requests outstanding. */
const depth = 256;

const place = Buffer.alloc(blockLength);
let asked = 0;
let received = 0;
let isUnchoked = false;

function fail(word: string): never {
	console.log(word);
	process.exit(1);
}

class Download extends SilentHandler {
	override handleUnchoke(): void {
		isUnchoked = true;
		ask();
	}

	override handleChoke(): void {
		fail('CHOKED');
	}

	override handleBlockHeader(): Uint8Array {
		return place;
	}

	override handleBlock(index: number, begin: number, length: number): void {
		const at = (index * blocksPerPiece + begin / blockLength) * blockMessageLength;
		const body = at + blockHeaderLength;
		if (length !== blockLength || place.compare(image, body, body + length) !== 0) {
			fail('WRONG');
		}

		received++;
		if (received === blockCount) {
			// It stays until it is ended, so that its CPU time can be read.
			console.log('DONE');
		}
	}
}

const requests = new Uint8Array(depth * requestLength);

/** Keeps the pipeline full, half of it at a time. */
function ask(): void {
	if (!isUnchoked || asked - received > depth / 2) {
		return;
	}

	let length = 0;
	while (asked - received < depth && asked < blockCount) {
		const index = Math.floor(asked / blocksPerPiece);
		const begin = (asked % blocksPerPiece) * blockLength;
		length += writeRequest(requests, length, index, begin, blockLength);
		asked++;
	}

	if (length > 0) {
		socket.write(requests.slice(0, length));
	}
}

const handshake = new HandshakeDecoder();
const decoder = new WireDecoder(new Download());
const socket = connect({
	host,
	port,
	onread: {
		buffer: Buffer.alloc(512 * 1024),
		callback(length, bytes) {
			const taken = handshake.handshake === undefined ? handshake.push(bytes, 0, length) : 0;
			if (typeof taken !== 'number') {
				fail('NO HANDSHAKE');
			}

			if (taken > 0 && handshake.handshake !== undefined) {
				console.log('PEER');
				void beInterested();
			}

			decoder.push(bytes, taken, length);
			ask();
			return true;
		},
	},
});
socket.setNoDelay(true);
socket.on('error', error => {
	fail(error.message);
});
socket.on('close', () => {
	fail('CLOSED');
});
const reserved = encodeReserved({isFast: false, hasExtensions: false, hasDht: false});
const peerId = Buffer.from('-BL0001-leechleechle');
socket.write(encodeHandshake({infoHash: Buffer.from(infoHash, 'hex'), peerId, reserved}));

/** Some clients lose what rides along with the handshake. */
async function beInterested(): Promise<void> {
	await sleep(20);
	const bytes = new Uint8Array(messageLength({type: 'interested'}));
	writeMessage({type: 'interested'}, bytes, 0);
	socket.write(bytes);
}
