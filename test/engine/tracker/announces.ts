import type {AnnounceCall} from '../../../source/engine/tracker/announce-call.js';
import type {AnnounceRequest} from '../../../source/protocol/announce.js';

/** An announce to look at on the other side. */
export const testRequest: AnnounceRequest = {
	infoHash: Uint8Array.from({length: 20}, (_, at) => at * 13),
	peerId: new TextEncoder().encode('-UC0100-abcdefghijkl'),
	port: 6881,
	uploaded: 1,
	downloaded: 2,
	left: 3,
	event: 'started',
	numwant: 50,
	key: 0x1234,
};

/** A call to a tracker on this machine. */
export function testCall(trackerUrl: string, change: Partial<AnnounceCall> = {}): AnnounceCall {
	return {
		trackerUrl,
		request: testRequest,
		family: 4,
		localAddress: undefined,
		// Never reached but in a test that hangs.
		signal: AbortSignal.timeout(20_000),
		...change,
	};
}
