import type {PeerView} from '../../store/peer-view.js';
import {bytesWords, count, rateWords} from '../text/amounts.js';
import {duration, shortTime} from '../text/duration.js';
import {type Field, field} from './field-table.js';

/** What it has for us, and what became of what we asked. */
export function downloadFields(view: PeerView): readonly Field[] {
	const {pipeline} = view;
	return [
		field('availability', `${view.availability}${view.isSeed ? ' (a seed)' : ''}`),
		field('pieces it has', count(view.piecesKnown)),
		field('of these wanted', count(view.piecesWanted)),
		field('down', rateWords(view.downBytesPerSecond)),
		field('received', bytesWords(view.downBytes)),
		field('pipeline', `${pipeline.outstanding}/${pipeline.target}`),
		field('it takes at most', count(pipeline.reqq)),
		field('oldest request', duration(pipeline.oldestAgeMs, true)),
		field('greatest depth', count(pipeline.greatestDepth)),
		field('requests sent', count(pipeline.requestsSent)),
		field('blocks received', count(pipeline.blocksReceived)),
		field('timed out', count(pipeline.requestsTimedOut)),
		field('rejected', count(pipeline.requestsRejected)),
		field('received twice', count(pipeline.duplicateBlocks)),
		field('never asked for', count(pipeline.unrequestedBlocks)),
		field('round trip', shortTime(view.minRttMs)),
		field('hash failures', count(view.hashFailures)),
		field('wasted', bytesWords(view.wastedBytes)),
	];
}

/** What it wants of us, and all bytes that are not payload. */
export function uploadFields(view: PeerView): readonly Field[] {
	return [
		field('up', rateWords(view.upBytesPerSecond)),
		field('sent', bytesWords(view.upBytes)),
		field('it waits for', `${count(view.upload.queue)} blocks`),
		field('requests received', count(view.upload.requestsReceived)),
		field('blocks sent', count(view.upload.blocksSent)),
		field('bad requests', count(view.upload.badRequests)),
		field('protocol in', bytesWords(view.protocolDownBytes)),
		field('protocol out', bytesWords(view.protocolUpBytes)),
	];
}

const clockLabels: {readonly [Name in keyof PeerView['clocks']]: string} = {
	connectedAgeMs: 'connected',
	handshakeAgeMs: 'handshake',
	availabilityAgeMs: 'told what it has',
	lastReceivedAgeMs: 'last received',
	lastSentAgeMs: 'last sent',
	lastPayloadInAgeMs: 'last payload in',
	lastPayloadOutAgeMs: 'last payload out',
	lastRequestAgeMs: 'last request',
	chokedAgeMs: 'choked since',
	interestedAgeMs: 'interested since',
	uselessAgeMs: 'useless since',
	snubbedAgeMs: 'snubbed since',
};

/** Every clock of R10, as time gone by. */
export function clockFields(view: PeerView): readonly Field[] {
	return [
		field('last activity', duration(view.lastActivityAgeMs, true)),
		...Object.entries(clockLabels).map(([name, label]) =>
			field(label, duration(view.clocks[name as keyof PeerView['clocks']], true)),
		),
	];
}

/** How it is connected, and what it is. */
export function connectionFields(view: PeerView): readonly Field[] {
	const yes = (isSet: boolean) => (isSet ? 'yes' : 'no');
	return [
		field('state', view.connection),
		field('source', view.source),
		field('incoming', yes(view.isIncoming)),
		field('transport', view.transport),
		field('encryption', view.encryption),
		field('Fast extension', yes(view.isFast)),
		field('upload only', yes(view.isUploadOnly)),
		field('snubbed', yes(view.isSnubbed)),
		field('optimistic slot', yes(view.isOptimistic)),
		field('on parole', yes(view.isOnParole)),
		{...field('peer id', peerIdWords(view.remotePeerId)), isWide: true},
	];
}

/** A peer id as text where it is printable: most begin with a client's letters. */
function peerIdWords(hex: string): string {
	const text = hex.replace(/../g, pair => {
		const code = Number.parseInt(pair, 16);
		return code > 0x20 && code < 0x7f ? String.fromCharCode(code) : '.';
	});
	return text === '' ? '-' : text;
}
