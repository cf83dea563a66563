import {isIPv6, type Socket} from 'node:net';
import type {PeerAddress} from '../../protocol/peer-address.js';
import {errnoWords} from '../disk/errno-words.js';
import type {EventQueue} from '../event-queue.js';
import {normaliseHost} from '../net/peer-address.js';
import {ConnectionTrace, type TracedPacket} from './connection-trace.js';
import {fileHeader, packetBlock} from './pcapng.js';
import {segmentHeaders, tcpFlags} from './tcp-segment.js';
import {type TraceEnd, TraceFile} from './trace-file.js';

/** What of the peers' messages is to be captured, and where to. */
export interface TraceOptions {
	readonly path: string;
	/** Bytes the file may get. */
	readonly limit: number;
	/** Only this peer; `port` null: any of its ports. Null: every peer. */
	readonly peer: {readonly host: string; readonly port: number | null} | null;
}

/** Begins a trace; what ends it early is told in the event log. */
export function openTrace(options: TraceOptions, version: string, events: EventQueue): Tracer {
	return new Tracer(options, `unchoke ${version}`, end => {
		const text =
			end.kind === 'full'
				? 'The trace has reached its limit: nothing more is written to it'
				: `The trace ends here: ${errnoWords((end.error as NodeJS.ErrnoException).code)}`;
		events.log({level: 'warn', name: 'trace-ended', text});
	});
}

/** Writes the messages of peers into a capture that Wireshark opens (`--trace`). */
export class Tracer {
	readonly #file: TraceFile;
	readonly #peer: TraceOptions['peer'];

	/** `program` is who writes; `handleEnd` is called once, when nothing more will be written. */
	constructor(options: TraceOptions, program: string, handleEnd: (end: TraceEnd) => void) {
		const {path, limit, peer} = options;
		this.#peer = peer === null ? null : {...peer, host: normaliseHost(peer.host)};
		this.#file = new TraceFile({
			path,
			limit,
			header: fileHeader(program, 'peers'),
			handleEnd,
		});
	}

	/** A connection over this socket stands. @returns undefined when it is not to be traced */
	follow(
		{localAddress, localPort}: Pick<Socket, 'localAddress' | 'localPort'>,
		{address, isIncoming}: {readonly address: PeerAddress; readonly isIncoming: boolean},
		now: number,
	): ConnectionTrace | undefined {
		if (!this.#isWanted(address) || localAddress === undefined || localPort === undefined) {
			return undefined;
		}
		const local = {host: normaliseHost(localAddress), port: localPort};
		return new ConnectionTrace({local, remote: address, isIncoming}, now, packet =>
			this.#add(packet),
		);
	}

	/** We tried to connect and could not. From where is not known then. */
	handleUnreached(remote: PeerAddress, words: string, now: number): void {
		if (!this.#isWanted(remote)) {
			return;
		}
		const headers = segmentHeaders({
			from: {host: isIPv6(remote.host) ? '::' : '0.0.0.0', port: 0},
			to: remote,
			sequence: 0,
			acknowledgement: 0,
			flags: tcpFlags.syn,
			payload: new Uint8Array(0),
			payloadLength: 0,
		});
		if (headers !== undefined) {
			this.#add({at: now, parts: [headers], length: headers.length, comment: words});
		}
	}

	/** Writes what waits and closes the file. */
	close(): Promise<void> {
		return this.#file.close();
	}

	#isWanted({host, port}: PeerAddress): boolean {
		const peer = this.#peer;
		const isMatch = peer === null || (peer.host === host && (peer.port ?? port) === port);
		return isMatch && this.#file.isOpen;
	}

	#add({at, parts, length, comment}: TracedPacket): void {
		if (this.#file.isOpen) {
			const {dropped} = this.#file;
			const gap = dropped > 0 ? `${dropped} packets before this one are missing: slow disk` : '';
			const words = [gap, comment ?? ''].filter(text => text !== '').join('; ');
			const epochMicros = Math.round((performance.timeOrigin + at) * 1000);
			this.#file.add(
				packetBlock({epochMicros, parts, length, comment: words === '' ? undefined : words}),
			);
		}
	}
}
