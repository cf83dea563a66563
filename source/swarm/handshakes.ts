import type {PeerExtensions} from '../protocol/extension-handshake.js';
import {hasExtensions, isFast, type PeerHandshake} from '../protocol/handshake.js';
import {allowedFastCount, allowedFastSet} from './allowed-fast.js';
import type {Choker} from './choker.js';
import type {CloseReason} from './close-reason.js';
import type {Departures} from './departures.js';
import type {HaveNews} from './have-news.js';
import {disownConnection} from './own-connection.js';
import type {Parole} from './parole.js';
import type {Peer} from './peer.js';
import type {Swarm} from './swarm.js';
import type {Usefulness} from './usefulness.js';

/** How long the accepting end of a connection to ourselves stays. */
const selfGraceMs = 200;

/** Whom handshakes concern. */
export interface HandshakesParts {
	readonly haveNews: HaveNews;
	readonly choker: Choker;
	readonly parole: Parole;
	readonly departures: Departures;
	readonly usefulness: Usefulness;
}

/** What happens when a peer says who it is (R18), and what we say first (R3). */
export class Handshakes {
	readonly #swarm: Swarm;
	readonly #parts: HandshakesParts;

	constructor(swarm: Swarm, parts: HandshakesParts) {
		this.#swarm = swarm;
		this.#parts = parts;
	}

	handleHandshake(peer: Peer, handshake: PeerHandshake, now: number): void {
		peer.remotePeerId = handshake.peerId;
		const refusal = this.#refusalOf(peer, handshake);
		if (refusal === 'self-connection') {
			this.#handleSelf(peer, now);
			return;
		}
		if (refusal !== undefined) {
			this.#parts.departures.close(peer, refusal, '', now);
			return;
		}
		const twin = this.#findTwin(peer);
		if (twin !== undefined && this.#closeOneOf(peer, twin, now) === peer) {
			return;
		}
		// R3: what was verified before is in our first message, so its HAVEs must go to the others only.
		this.#parts.haveNews.flush();
		peer.state = 'connected';
		peer.isFast = isFast(handshake.reserved);
		peer.hasExtensions = hasExtensions(handshake.reserved);
		peer.handshakeAt = now;
		peer.chokedSince = now;
		peer.lastReceivedAt = now;
		peer.lastSentAt = now;
		if (peer.candidate !== undefined) {
			peer.candidate.hasWorked = true;
		}
		this.#swarm.log.peer(
			'handshake',
			peer,
			address => `Handshake successful with peer ${address} - infohash matches`,
		);
		this.#swarm.deadlines.limit(peer, now);
		this.#parts.parole.handleHandshake(peer);
		this.#sayFirst(peer);
		this.#parts.choker.handleHandshake(peer, now);
	}

	/** The extension handshake (BEP 10); a later one changes only what it names. */
	handleExtensions(peer: Peer, extensions: PeerExtensions, now: number): void {
		peer.extensions = extensions;
		peer.reqq = extensions.reqq ?? peer.reqq;
		peer.isUploadOnly = extensions.isUploadOnly ?? peer.isUploadOnly;
		if (
			peer.candidate === undefined &&
			extensions.listenPort !== null &&
			extensions.listenPort > 0
		) {
			const {candidates} = this.#swarm;
			const address = {host: peer.address.host, port: extensions.listenPort};
			const candidate = candidates.add(address, 'incoming', now);
			if (candidate !== undefined && !candidate.isBusy) {
				candidates.take(candidate);
				candidate.hasWorked = true;
				peer.candidate = candidate;
			}
		}
		this.#parts.usefulness.refresh(peer, now);
		this.#swarm.deadlines.limit(peer, now);
	}

	#refusalOf(peer: Peer, {infoHash, peerId}: PeerHandshake): CloseReason | undefined {
		const {options, bans} = this.#swarm;
		if (!isEqual(infoHash, options.infoHash)) {
			return 'wrong-infohash';
		}
		if (isEqual(peerId, options.ourPeerId)) {
			return 'self-connection';
		}
		return bans.has(peer) ? 'banned' : undefined;
	}

	/** We dialled ourselves. The dialling end must read who we are before the other one closes, so as not to dial again. */
	#handleSelf(peer: Peer, now: number): void {
		disownConnection(this.#swarm, peer);
		if (peer.isIncoming) {
			this.#swarm.deadlines.limit(peer, now + selfGraceMs);
		} else {
			this.#parts.departures.close(peer, 'self-connection', '', now);
		}
	}

	#findTwin(peer: Peer): Peer | undefined {
		for (const other of this.#swarm.peers) {
			if (other.state === 'connected' && isEqual(other.remotePeerId!, peer.remotePeerId!)) {
				return other;
			}
		}
		return undefined;
	}

	/**
	 * Two connections to one peer (R18). When both sides dialled each other, both keep the connection that the greater peer id
	 * opened, so that they never close one each. In any other case the older one stays.
	 * @returns the one that was closed.
	 */
	#closeOneOf(peer: Peer, twin: Peer, now: number): Peer {
		const isCrossed =
			peer.isIncoming !== twin.isIncoming && peer.address.host === twin.address.host;
		const isOursKept = compare(this.#swarm.options.ourPeerId, peer.remotePeerId!) > 0;
		const closed = isCrossed && peer.isIncoming !== isOursKept ? twin : peer;
		const kept = closed === peer ? twin : peer;
		if (kept.candidate === undefined) {
			// The address dialled is the kept peer's as well: it is not dialled while that one is here.
			kept.candidate = closed.candidate;
			closed.candidate = undefined;
		}
		this.#parts.departures.close(
			closed,
			'duplicate-connection',
			'another connection to it stays',
			now,
		);
		return closed;
	}

	/** R3: exactly one of HAVE_ALL, HAVE_NONE and BITFIELD, or nothing where that means nothing; then the extension handshake. */
	#sayFirst(peer: Peer): void {
		const {pieces, output, options} = this.#swarm;
		if (peer.isFast && pieces.haveCount === 0) {
			output.send(peer, {type: 'haveNone'});
		} else if (peer.isFast && pieces.isSeed) {
			output.send(peer, {type: 'haveAll'});
		} else if (pieces.haveCount > 0) {
			output.send(peer, {type: 'bitfield', bits: pieces.haveBits.slice()});
		}
		if (peer.hasExtensions) {
			output.send(peer, {type: 'extended', id: 0, payload: options.extensionHandshake(peer)});
		}
		this.#grantFast(peer);
	}

	/** A newcomer may have a few pieces while we choke it (BEP 6); with nobody unchoked nothing is given away either. */
	#grantFast(peer: Peer): void {
		const {options, pieces, output, settings} = this.#swarm;
		if (
			!peer.isFast ||
			options.sha1 === undefined ||
			settings.uploadSlots === 0 ||
			pieces.haveCount === 0
		) {
			return;
		}
		const {host} = peer.address;
		const {infoHash, sha1} = options;
		const allowed = allowedFastSet({
			host,
			infoHash,
			sha1,
			pieceCount: pieces.pieceCount,
			count: allowedFastCount,
		});
		peer.grantedFast = [...allowed].filter(index => pieces.has(index));
		for (const index of peer.grantedFast) {
			output.send(peer, {type: 'allowedFast', index});
		}
	}
}

function isEqual(left: Uint8Array, right: Uint8Array): boolean {
	return compare(left, right) === 0;
}

/** Below 0, 0 or above 0 as `left` is less than, equal to or greater than `right`, both of one length. */
function compare(left: Uint8Array, right: Uint8Array): number {
	for (let at = 0; at < left.length; at++) {
		if (left[at] !== right[at]) {
			return left[at]! - right[at]!;
		}
	}
	return 0;
}
