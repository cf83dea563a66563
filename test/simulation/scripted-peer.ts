import {setBit} from '../../source/protocol/bitfield.js';
import type {PeerHandshake} from '../../source/protocol/handshake.js';
import type {Behaviour} from './behaviour.js';
import type {Chance} from './chance.js';
import type {SimulationParts} from './core-client.js';
import {Link} from './link.js';
import {SilentOwner} from './silent-owner.js';
import {Wire} from './wire.js';

/** What a scripted peer is. */
export interface ScriptedPeerOptions extends SimulationParts {
	readonly chance: Chance;
	readonly host: string;
	readonly peerId: Uint8Array;
	readonly behaviour: Behaviour;
	/** Whom it dials, if it does. */
	readonly targets: readonly string[];
}

/** A peer that does what its behaviour says, to everybody that connects. */
export class ScriptedPeer {
	readonly options: ScriptedPeerOptions;
	/** Pieces that it has, or says so. */
	readonly pieces: readonly number[];

	constructor(options: ScriptedPeerOptions) {
		this.options = options;
		const {content, behaviour, chance, network, host} = options;
		this.pieces = Array.from({length: content.pieceCount}, (_, index) => index).filter(
			() => behaviour.share === 1 || chance.isHit(behaviour.share),
		);
		network.listen(host, {accept: wire => new ScriptedConnection(this, wire, 1)});
		if (behaviour.isDialling) {
			for (const target of options.targets) {
				this.#dial(target);
			}
		}
	}

	#dial(target: string): void {
		const {network, scheduler, chance, host} = this.options;
		network.connect(host, {host: target, port: 6881}, result => {
			const redial = () => scheduler.after(chance.spread(5000, 120_000), () => this.#dial(target));
			if (result instanceof Wire) {
				new ScriptedConnection(this, result, 0, redial).sendHandshake();
			} else {
				redial();
			}
		});
	}
}

class ScriptedConnection extends SilentOwner {
	readonly #peer: ScriptedPeer;
	readonly #link: Link;
	readonly #cancelled = new Set<string>();
	readonly #redial: (() => void) | undefined;
	#isOver = false;
	#isHandshakeSent = false;
	#isChoking = true;
	#isStalled = false;

	/** `redial`: what to do when a connection of our own dialling is over. */
	constructor(peer: ScriptedPeer, wire: Wire, end: 0 | 1, redial?: () => void) {
		super();
		this.#redial = redial;
		this.#peer = peer;
		this.#link = new Link(wire, end, this);
	}

	sendHandshake(): void {
		const {content, peerId, behaviour} = this.#peer.options;
		this.#isHandshakeSent = true;
		this.#link.sendHandshake({
			infoHash: content.infoHash,
			peerId,
			isFast: behaviour.isFast,
			hasExtensions: false,
		});
	}

	override handleHandshake(_handshake: PeerHandshake): void {
		const {behaviour} = this.#peer.options;
		if (!this.#isHandshakeSent) {
			this.sendHandshake();
		}
		this.#tell();
		if (behaviour.isInterested) {
			this.#link.send({type: 'interested'});
		}
		if (behaviour.unchokes === 'atOnce') {
			this.#unchoke();
		} else if (behaviour.unchokes === 'flaps') {
			this.#flap();
		}
		if (behaviour.floodPerSecond !== undefined) {
			this.#flood(behaviour.floodPerSecond);
		}
		this.#keepAlive();
	}

	override handleUnchoke(): void {
		for (let count = 0; count < (this.#peer.options.behaviour.asks ?? 0); count++) {
			this.#ask();
		}
	}

	override handleBlock(): void {
		if ((this.#peer.options.behaviour.asks ?? 0) > 0) {
			this.#ask();
		}
	}

	override handleRequest(index: number, begin: number, length: number): void {
		const {behaviour, scheduler} = this.#peer.options;
		if (this.#isChoking) {
			this.#reject(index, begin, length);
			return;
		}
		this.#cancelled.delete(`${index} ${begin}`);
		scheduler.after(behaviour.thinksMs, () => {
			if (!this.#isOver && !this.#isStalled) {
				if (this.#cancelled.delete(`${index} ${begin}`) || this.#isChoking) {
					this.#reject(index, begin, length);
				} else {
					this.#answer(index, begin, length);
				}
			}
		});
	}

	override handleCancel(index: number, begin: number, _length: number): void {
		this.#cancelled.add(`${index} ${begin}`);
	}

	override handleEnd(_isBroken: boolean): void {
		this.#isOver = true;
		this.#redial?.();
	}

	/** Asks for any block; one that was asked for while we choked it is lost, as without Fast nobody says so. */
	#ask(): void {
		const {content, chance} = this.#peer.options;
		const index = chance.whole(0, content.pieceCount - 1);
		const length = Math.min(16_384, content.lengthOf(index));
		this.#link.send({type: 'request', index, begin: 0, length});
	}

	#answer(index: number, begin: number, length: number): void {
		const {behaviour, content, chance} = this.#peer.options;
		const block = content.blockOf(content.bytes, index, begin, length).slice();
		switch (behaviour.answers) {
			case 'nothing':
				return;
			case 'reject':
				this.#reject(index, begin, length);
				return;
			case 'half':
				// The header and half of the body, then not a byte more.
				this.#isStalled = true;
				this.#sendHalf(index, begin, block);
				return;
			case 'wrongBlock':
				block[chance.whole(0, length - 1)]! ^= 1;
				break;
			case 'sometimesWrong':
				block[chance.whole(0, length - 1)]! ^= chance.isHit(0.3) ? 1 : 0;
				break;
			case 'twice':
				this.#link.sendBlock(index, begin, block);
				break;
			default:
				break;
		}
		this.#link.sendBlock(index, begin, block);
	}

	#sendHalf(index: number, begin: number, block: Uint8Array): void {
		const view = new DataView(new ArrayBuffer(13));
		view.setUint32(0, 9 + block.length);
		view.setUint8(4, 7);
		view.setUint32(5, index);
		view.setUint32(9, begin);
		this.#link.sendBytes(new Uint8Array(view.buffer));
		this.#link.sendBytes(block.subarray(0, block.length / 2));
	}

	#tell(): void {
		const {behaviour, content, scheduler, chance} = this.#peer.options;
		switch (behaviour.tells) {
			case 'haveAll':
				this.#link.send({type: 'haveAll'});
				break;
			case 'bitfield': {
				const bits = new Uint8Array(Math.ceil(content.pieceCount / 8));
				for (const index of this.#peer.pieces) {
					setBit(bits, index);
				}
				this.#link.send({type: 'bitfield', bits});
				break;
			}
			case 'haves':
				for (const index of this.#peer.pieces) {
					scheduler.after(chance.whole(0, 30_000), () => this.#link.send({type: 'have', index}));
				}
				break;
			default:
				break;
		}
	}

	#unchoke(): void {
		this.#isChoking = false;
		this.#link.send({type: 'unchoke'});
	}

	#flap(): void {
		const {scheduler, chance} = this.#peer.options;
		if (this.#isOver) {
			return;
		}
		if (this.#isChoking) {
			this.#unchoke();
		} else {
			this.#isChoking = true;
			this.#link.send({type: 'choke'});
		}
		scheduler.after(chance.spread(20, 3000), () => this.#flap());
	}

	#flood(perSecond: number): void {
		const {scheduler, content} = this.#peer.options;
		if (!this.#isOver) {
			this.#link.send({type: 'request', index: content.pieceCount, begin: 0, length: 16_384});
			scheduler.after(1000 / perSecond, () => this.#flood(perSecond));
		}
	}

	#reject(index: number, begin: number, length: number): void {
		if (this.#peer.options.behaviour.isFast) {
			this.#link.send({type: 'rejectRequest', index, begin, length});
		}
	}

	#keepAlive(): void {
		const {scheduler, behaviour} = this.#peer.options;
		if (behaviour.tells !== 'nothing') {
			scheduler.after(100_000, () => {
				if (!this.#isOver) {
					this.#link.send({type: 'keepAlive'});
					this.#keepAlive();
				}
			});
		}
	}
}
