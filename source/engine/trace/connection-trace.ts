import type {PeerAddress} from '../../protocol/peer-address.js';
import {type FramedMessage, MessageFramer} from './message-framer.js';
import {segmentHeaders, tcpFlags} from './tcp-segment.js';

/** A segment is shorter than the 16 bits of its length can say. */
const maxSegmentLength = 60_000;
/** A message that took longer than this to come gets a comment, milliseconds. */
const slowMessageMs = 1000;

/** What a trace of a connection gives to the file: headers and payload of one packet, and the bytes it had in all. */
export interface TracedPacket {
	/** Engine clock, milliseconds. */
	readonly at: number;
	readonly parts: readonly Uint8Array[];
	readonly length: number;
	readonly comment?: string | undefined;
}

/** One end of a connection: where it stands and how many bytes it has sent. */
interface End {
	readonly address: PeerAddress;
	sequence: number;
	readonly framer: MessageFramer;
}

/**
 * Makes a capture of one connection out of the bytes that its program reads and writes, a packet a message: with the
 * handshake of TCP before, its end after, and headers as if each message had been one segment (a longer one
 * several). What is encrypted on the wire is readable here.
 */
export class ConnectionTrace {
	readonly #add: (packet: TracedPacket) => void;
	readonly #us: End;
	readonly #them: End;

	/**
	 * The connection stands since `at`; whoever opened it sent the first packet.
	 * @param add takes a packet; its parts are valid during the call only
	 */
	constructor(
		ends: {readonly local: PeerAddress; readonly remote: PeerAddress; readonly isIncoming: boolean},
		at: number,
		add: (packet: TracedPacket) => void,
	) {
		this.#add = add;
		this.#us = {
			address: ends.local,
			sequence: 0,
			framer: new MessageFramer(message => this.#tell(this.#us, this.#them, message)),
		};
		this.#them = {
			address: ends.remote,
			sequence: 0,
			framer: new MessageFramer(message => this.#tell(this.#them, this.#us, message)),
		};
		const [opener, accepter] = ends.isIncoming ? [this.#them, this.#us] : [this.#us, this.#them];
		this.#control(opener, accepter, tcpFlags.syn, at);
		this.#control(accepter, opener, tcpFlags.syn | tcpFlags.ack, at);
		this.#control(opener, accepter, tcpFlags.ack, at);
	}

	/** Bytes that came in, as they are after decryption. */
	handleReceived(bytes: Uint8Array, now: number): void {
		this.#them.framer.push(bytes, now);
	}

	/** Bytes that go out, as they are before encryption. */
	handleSent(bytes: Uint8Array, now: number): void {
		this.#us.framer.push(bytes, now);
	}

	/** The connection ended. `words` tell why, where that is known. */
	handleClosed(isByUs: boolean, words: string | undefined, now: number): void {
		this.#tellRest(this.#us, this.#them, now);
		this.#tellRest(this.#them, this.#us, now);
		const [closer, other] = isByUs ? [this.#us, this.#them] : [this.#them, this.#us];
		this.#control(closer, other, tcpFlags.fin | tcpFlags.ack, now, words);
		this.#control(other, closer, tcpFlags.fin | tcpFlags.ack, now);
		this.#control(closer, other, tcpFlags.ack, now);
	}

	#tell(from: End, to: End, {head, length, firstAt, lastAt}: FramedMessage): void {
		const tookMs = lastAt - firstAt;
		const comment =
			tookMs >= slowMessageMs
				? `took ${(tookMs / 1000).toFixed(1)} s from its first byte to its last`
				: undefined;
		this.#data({from, to, head, length, at: lastAt, comment});
	}

	/** The beginning of a message that never became whole. */
	#tellRest(from: End, to: End, at: number): void {
		const {cut} = from.framer;
		if (cut !== undefined) {
			const {head, seen, length} = cut;
			const comment = `the connection ended after ${seen} of ${length === 0 ? 'its' : length} bytes of this message`;
			this.#data({from, to, head, length: head.length, at, comment});
		}
	}

	#data(message: {
		readonly from: End;
		readonly to: End;
		readonly head: Uint8Array;
		readonly length: number;
		readonly at: number;
		readonly comment: string | undefined;
	}): void {
		const {from, to, head, length, at, comment} = message;
		for (let offset = 0; offset < length; offset += maxSegmentLength) {
			const payloadLength = Math.min(maxSegmentLength, length - offset);
			const payload = head.subarray(offset, offset + payloadLength);
			const flags = tcpFlags.psh | tcpFlags.ack;
			this.#segment(from, to, {flags, payload, payloadLength, at, comment});
			from.sequence = (from.sequence + payloadLength) >>> 0;
		}
	}

	/** A segment without payload; SYN and FIN take a place in the sequence of their own. */
	#control(from: End, to: End, flags: number, at: number, comment?: string): void {
		const payload = new Uint8Array(0);
		this.#segment(from, to, {flags, payload, payloadLength: 0, at, comment});
		if (flags & (tcpFlags.syn | tcpFlags.fin)) {
			from.sequence = (from.sequence + 1) >>> 0;
		}
	}

	#segment(
		from: End,
		to: End,
		segment: {
			readonly flags: number;
			readonly payload: Uint8Array;
			readonly payloadLength: number;
			readonly at: number;
			readonly comment: string | undefined;
		},
	): void {
		const {flags, payload, payloadLength, at, comment} = segment;
		const headers = segmentHeaders({
			from: from.address,
			to: to.address,
			sequence: from.sequence,
			acknowledgement: to.sequence,
			flags,
			payload,
			payloadLength,
		});
		if (headers !== undefined) {
			const length = headers.length + payloadLength;
			this.#add({at, parts: [headers, payload], length, comment});
		}
	}
}
