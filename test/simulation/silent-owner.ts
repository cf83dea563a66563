import type {PeerHandshake} from '../../source/protocol/handshake.js';
import type {PeerProtocolError} from '../../source/protocol/peer-protocol-error.js';
import type {LinkOwner} from './link.js';

/** Hears everything and does nothing: what a scripted peer does not care about. */
export class SilentOwner implements LinkOwner {
	handleHandshake(_handshake: PeerHandshake): void {}
	handleChunk(_bytes: number): void {}
	handleViolation(_error: PeerProtocolError): void {}
	handleEnd(_isBroken: boolean): void {}
	handleKeepAlive(): void {}
	handleChoke(): void {}
	handleUnchoke(): void {}
	handleInterested(): void {}
	handleNotInterested(): void {}
	handleHave(_index: number): void {}
	handleBitfield(_bits: Uint8Array): void {}
	handleRequest(_index: number, _begin: number, _length: number): void {}
	handleBlockHeader(_index: number, _begin: number, _length: number): Uint8Array | undefined {
		return undefined;
	}
	handleBlockProgress(_bytes: number): void {}
	handleBlock(_index: number, _begin: number, _length: number, _isSkipped: boolean): void {}
	handleCancel(_index: number, _begin: number, _length: number): void {}
	handlePort(_port: number): void {}
	handleSuggestPiece(_index: number): void {}
	handleHaveAll(): void {}
	handleHaveNone(): void {}
	handleRejectRequest(_index: number, _begin: number, _length: number): void {}
	handleAllowedFast(_index: number): void {}
	handleExtended(_id: number, _payload: Uint8Array): void {}
	handleUnknown(_id: number, _length: number): void {}
}
