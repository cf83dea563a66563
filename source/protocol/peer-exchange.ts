import {type BencodeDictionary, decodeDictionary, encodeBencode} from './bencode.js';
import {readBytes} from './bencode-reader.js';
import {compactLengths, decodeCompactPeer, encodeCompactPeers} from './compact-peers.js';
import {ParseError} from './parse-error.js';
import type {PeerAddress} from './peer-address.js';

/** The extension's name in the extension handshake (BEP 11, BEP 10). */
export const peerExchangeName = 'ut_pex';

/** BEP 11 allows 50 of each kind; more than these are not read. */
const maxPeers = 200;

/** What the sender knows of a peer (BEP 11). */
export interface ExchangedPeer extends PeerAddress {
	readonly prefersEncryption: boolean;
	readonly isUploadOnly: boolean;
	readonly hasUtp: boolean;
	/** The sender connected to it, so it can be connected to. */
	readonly isReachable: boolean;
}

/** A message of the peer exchange: who came and who went since the one before. */
export interface PeerExchange {
	readonly added: readonly ExchangedPeer[];
	readonly dropped: readonly PeerAddress[];
}

const prefersEncryptionBit = 0x01;
const isUploadOnlyBit = 0x02;
const hasUtpBit = 0x04;
const isReachableBit = 0x10;

/** The payload of a message of the peer exchange. */
export function encodePeerExchange({added, dropped}: PeerExchange): Uint8Array {
	const ipv4 = added.filter(({host}) => !host.includes(':'));
	const ipv6 = added.filter(({host}) => host.includes(':'));
	return encodeBencode({
		added: encodeCompactPeers(ipv4, 4),
		'added.f': Uint8Array.from(ipv4, encodeFlags),
		added6: encodeCompactPeers(ipv6, 16),
		'added6.f': Uint8Array.from(ipv6, encodeFlags),
		dropped: encodeCompactPeers(dropped, 4),
		dropped6: encodeCompactPeers(dropped, 16),
	});
}

/** Reads the payload of a message of the peer exchange. */
export function decodePeerExchange(payload: Uint8Array): PeerExchange | ParseError {
	const decoded = decodeDictionary(payload, {maxValues: 100, allowsTrailing: true});
	if (decoded instanceof ParseError) {
		return decoded;
	}
	const message = decoded.value;
	return {
		added: [...decodePeers(message, 'added', 4), ...decodePeers(message, 'added6', 16)],
		dropped: [...decodePeers(message, 'dropped', 4), ...decodePeers(message, 'dropped6', 16)].map(
			({host, port}) => ({host, port}),
		),
	};
}

/** The peers under `key`, each with its own byte of flags where there is one. */
function decodePeers(message: BencodeDictionary, key: string, ipLength: 4 | 16): ExchangedPeer[] {
	const bytes = readBytes(message, key) ?? new Uint8Array();
	const flags = readBytes(message, `${key}.f`);
	const length = compactLengths[ipLength];
	const count = Math.min(maxPeers, Math.floor(bytes.length / length));
	return Array.from({length: count}, (_, index) => {
		const address = decodeCompactPeer(bytes, index * length, ipLength);
		return address && {...address, ...decodeFlags(flags?.[index] ?? 0)};
	}).filter(peer => peer !== undefined);
}

function decodeFlags(flags: number): Omit<ExchangedPeer, keyof PeerAddress> {
	return {
		prefersEncryption: (flags & prefersEncryptionBit) !== 0,
		isUploadOnly: (flags & isUploadOnlyBit) !== 0,
		hasUtp: (flags & hasUtpBit) !== 0,
		isReachable: (flags & isReachableBit) !== 0,
	};
}

function encodeFlags(peer: ExchangedPeer): number {
	return (
		(peer.prefersEncryption ? prefersEncryptionBit : 0) |
		(peer.isUploadOnly ? isUploadOnlyBit : 0) |
		(peer.hasUtp ? hasUtpBit : 0) |
		(peer.isReachable ? isReachableBit : 0)
	);
}
