import {encodeExtensionHandshake} from '../protocol/extension-handshake.js';
import type {Message} from '../protocol/messages.js';
import type {ScriptedPeer} from './scripted-peer.js';

/** What a greeting needs of the connection it goes over. */
export interface GreetedLink {
	/** BEP 6 was negotiated. */
	readonly isFast: boolean;
	send(message: Message): void;
}

/** The first messages after the handshakes: what the peer has (R3), then, where the other end takes that, who it is. */
export function greet(peer: ScriptedPeer, link: GreetedLink, hasExtensions: boolean): void {
	const {tells = 'at-once'} = peer.plan;
	if (tells === 'nothing') {
		return;
	}

	if (tells === 'haves') {
		for (const index of peer.pieces()) {
			link.send({type: 'have', index});
		}
	} else if (link.isFast && peer.isComplete) {
		link.send({type: 'haveAll'});
	} else if (link.isFast && peer.isEmpty) {
		link.send({type: 'haveNone'});
	} else if (!peer.isEmpty) {
		link.send({type: 'bitfield', bits: peer.bits});
	}

	if (hasExtensions) {
		const payload = encodeExtensionHandshake({messages: {}, client: `Lab ${peer.name}`, reqq: 500});
		link.send({type: 'extended', id: 0, payload});
	}
}
