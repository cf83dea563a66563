/**
 * A seeder that costs next to nothing, so that the leecher is what is measured: it serves from memory, a run of blocks
 * with one write. Prints READY when it listens and PEER at the first handshake. Started with BlastOptions as JSON.
 */
import {createServer, type Socket} from 'node:net';
import {fullBitfield} from '../../source/protocol/bitfield.js';
import {
	encodeHandshake,
	encodeReserved,
	HandshakeDecoder,
} from '../../source/protocol/handshake.js';
import {messageLength, writeMessage} from '../../source/protocol/message-encoder.js';
import {blockLength, type Message} from '../../source/protocol/messages.js';
import {WireDecoder} from '../../source/protocol/wire-decoder.js';
import {SilentHandler} from './silent-handler.js';
import {type BlastOptions, blockMessageLength, makeWireImage} from './wire-image.js';

const {host, port, infoHash, file, pieceLength} = JSON.parse(process.argv[2] ?? '') as BlastOptions;
const image = makeWireImage(file, pieceLength);
const blocksPerPiece = pieceLength / blockLength;
const pieceCount = Math.ceil(image.length / blockMessageLength / blocksPerPiece);

class Upload extends SilentHandler {
	readonly #socket: Socket;
	/** The run of blocks that is collected: from and to, in blocks of the payload. */
	#from = 0;
	#to = 0;

	constructor(socket: Socket) {
		super();
		this.#socket = socket;
	}

	send(message: Message): void {
		const bytes = new Uint8Array(messageLength(message));
		writeMessage(message, bytes, 0);
		this.#socket.write(bytes);
	}

	override handleInterested(): void {
		this.send({type: 'unchoke'});
	}

	override handleRequest(index: number, begin: number): void {
		const block = index * blocksPerPiece + begin / blockLength;
		if (block !== this.#to) {
			this.flush();
			this.#from = block;
		}

		this.#to = block + 1;
	}

	flush(): void {
		if (this.#to > this.#from) {
			this.#socket.write(
				image.subarray(this.#from * blockMessageLength, this.#to * blockMessageLength),
			);
			this.#from = this.#to;
		}
	}
}

let isFirst = true;

function serve(socket: Socket): void {
	const handshake = new HandshakeDecoder();
	const upload = new Upload(socket);
	const decoder = new WireDecoder(upload);
	socket.setNoDelay(true);
	socket.on('error', () => undefined);
	socket.on('data', bytes => {
		let at = 0;
		if (handshake.handshake === undefined) {
			const taken = handshake.push(bytes, 0, bytes.length);
			if (typeof taken !== 'number') {
				socket.destroy();
				return;
			}

			at = taken;
			if (handshake.handshake !== undefined) {
				greet(socket, upload);
			}
		}

		// All answers to what came in one read go out together.
		socket.cork();
		decoder.push(bytes, at, bytes.length);
		upload.flush();
		socket.uncork();
	});
}

function greet(socket: Socket, upload: Upload): void {
	const reserved = encodeReserved({isFast: false, hasExtensions: false, hasDht: false});
	const peerId = Buffer.from('-BL0001-blastblastbl');
	socket.write(encodeHandshake({infoHash: Buffer.from(infoHash, 'hex'), peerId, reserved}));
	upload.send({type: 'bitfield', bits: fullBitfield(pieceCount)});
	if (isFirst) {
		isFirst = false;
		console.log('PEER');
	}
}

createServer(serve).listen(port, host, () => {
	console.log('READY');
});
