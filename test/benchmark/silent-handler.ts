import type {MessageHandler} from '../../source/protocol/messages.js';

/** Hears every message and does nothing: what a far side needs it overrides. */
export class SilentHandler implements MessageHandler {
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
