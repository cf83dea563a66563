import {blockLength, type Message} from '../protocol/messages.js';
import type {ScriptedPeer} from './scripted-peer.js';

/** A block somebody asked for. */
interface Block {
	readonly index: number;
	readonly begin: number;
	readonly length: number;
}

/** What an upload needs of the connection it belongs to. */
export interface UploadLink {
	/** BEP 6 was negotiated: what is not sent is rejected. */
	readonly isFast: boolean;
	/** Bytes written and not yet taken by the system. */
	readonly unsentBytes: number;
	send(message: Message): void;
	sendBlock(index: number, begin: number, body: Uint8Array): void;
}

/** So many bytes wait in a socket at most; a peer without a rate goes on when they have drained. */
const maxUnsentBytes = 1024 * 1024;

/** More requests than this from one connection are a flood, and not kept. */
const maxQueue = 2000;

/** The giving half of a scripted peer's connection: chokes, keeps its rate, rejects and lies as its plan says. */
export class LinkUpload {
	amChoking = true;
	peerInterested = false;
	readonly #peer: ScriptedPeer;
	readonly #link: UploadLink;
	#isStalled = false;
	/** The other end unchokes us. */
	#isRepaid = false;
	#queue: Block[] = [];

	constructor(peer: ScriptedPeer, link: UploadLink) {
		this.#peer = peer;
		this.#link = link;
	}

	handleInterested(): void {
		const {unchokes = 1, moves} = this.#peer.plan;
		this.peerInterested = true;
		// Where the plan says when it chokes, interest changes nothing.
		if (typeof unchokes === 'number' && moves?.some(([, move]) => move === 'unchoke') !== true) {
			this.#peer.clock.after(unchokes, () => {
				this.unchoke();
			});
		}

		this.#repay();
	}

	/** The other end chokes us, or does no more: who wants to be repaid does the same. */
	handlePeerChoking(isChoking: boolean): void {
		this.#isRepaid = !isChoking;
		this.#repay();
	}

	#repay(): void {
		if (this.#peer.plan.unchokes !== 'repaid') {
			return;
		}

		if (this.#isRepaid && this.peerInterested) {
			this.unchoke();
		} else {
			this.choke();
		}
	}

	choke(): void {
		if (this.amChoking) {
			return;
		}

		this.amChoking = true;
		this.#link.send({type: 'choke'});
		for (const block of this.#queue.splice(0)) {
			this.#refuse(block);
		}
	}

	unchoke(): void {
		if (this.amChoking) {
			this.amChoking = false;
			this.#link.send({type: 'unchoke'});
		}
	}

	/** Keeps every request waiting. */
	stall(): void {
		this.#isStalled = true;
	}

	resume(): void {
		this.#isStalled = false;
		this.pump();
	}

	handleRequest(index: number, begin: number, length: number): void {
		const peer = this.#peer;
		const block = {index, begin, length};
		peer.counts.requestsReceived++;
		const isServable =
			!this.amChoking &&
			peer.has(index) &&
			length <= blockLength * 8 &&
			begin + length <= peer.content.pieceLengthOf(index) &&
			this.#queue.length < maxQueue;
		if (!isServable || peer.random.next() < (peer.plan.rejects ?? 0)) {
			this.#refuse(block);
			return;
		}

		this.#queue.push(block);
		this.pump();
	}

	handleCancel(index: number, begin: number): void {
		const at = this.#queue.findIndex(block => block.index === index && block.begin === begin);
		const [block] = at < 0 ? [] : this.#queue.splice(at, 1);
		if (block !== undefined) {
			this.#refuse(block);
		}
	}

	/** Sends what the rate and the socket allow; what is withheld waits for good. */
	pump(): void {
		let sent = 0;
		const withheld: Block[] = [];
		for (const block of this.#queue) {
			if (this.#peer.withholds(block.index)) {
				withheld.push(block);
			} else {
				const isFull = this.#isStalled || this.#link.unsentBytes > maxUnsentBytes;
				if (isFull || !this.#peer.uploadBudget.take(block.length)) {
					break;
				}

				this.#sendBlock(block);
			}

			sent++;
		}

		this.#queue.splice(0, sent, ...withheld);
	}

	#sendBlock({index, begin, length}: Block): void {
		const peer = this.#peer;
		const body = peer.content.read(index, begin, length);
		if (peer.random.next() < (peer.plan.lies ?? 0)) {
			body[peer.random.below(length)]! ^= 0xff;
			peer.counts.corruptBlocksSent++;
		}

		peer.counts.blocksSent++;
		this.#link.sendBlock(index, begin, body);
	}

	#refuse(block: Block): void {
		this.#peer.counts.requestsRefused++;
		if (this.#link.isFast) {
			this.#link.send({type: 'rejectRequest', ...block});
		}
	}
}
