import {peerFlags} from '../../store/peer-flags.js';
import {type PeerView, peerView} from '../../store/peer-view.js';
import {historyLegend, historyStrip} from '../graph/history-strip.js';
import {mapSize, pieceCodes, pieceMap} from '../graph/piece-map.js';
import {selectedDetail} from '../panes/peer-list.js';
import {selectedTorrentId} from '../panes/torrent-list.js';
import type {Frame} from '../state/frame.js';
import {bytesWords, count, rateWords} from '../text/amounts.js';
import {cleanText} from '../text/clean-text.js';
import {duration} from '../text/duration.js';
import type {Look} from '../theme/look.js';
import {type Field, field, fieldTable} from './field-table.js';
import type {PageView} from './page-content.js';

/** Everything about one peer: what `--json` and the help bundle say of it, its pieces against ours, its last minutes. */
export const peerPage: PageView<'peer'> = (frame, page, {width}) => {
	const row = selectedDetail(frame)?.peers.rowOf(page.peerId);
	const identity = frame.store.peerIdentities.get(page.peerId);
	const {look} = frame;
	const note = 'Esc back  x kick  B ban  r retry  y copy  o its log';
	if (row === undefined) {
		const closed = frame.store.closedPeers.findLast(each => each.peerId === page.peerId);
		const words =
			closed === undefined ? 'not connected' : `gone: ${closed.reason} ${closed.detail}`;
		return {title: closed?.address ?? 'peer', note, lines: [look.foreign(words, width)]};
	}
	const view = peerView(row, identity, frame.store.now);
	const blank = ' '.repeat(width);
	return {
		title: `${cleanText(view.address)}  ${cleanText(view.client)}`,
		note,
		lines: [
			...stateLines(view, look, width),
			blank,
			...historyLines(frame, page.peerId, width),
			...fieldTable('Download', downloadFields(view), width, look),
			blank,
			...fieldTable('Upload and totals', uploadFields(view), width, look),
			blank,
			...fieldTable('Clocks', clockFields(view), width, look),
			blank,
			...fieldTable('Connection', connectionFields(view), width, look),
			...mapLines(frame, page.peerId, width),
			...messageLines(frame, page.peerId, width),
		],
	};
};

/** What it comes down to, and the flags in the seeds' words and spelled out. */
function stateLines(view: PeerView, look: Look, width: number): readonly string[] {
	const verdict = view.canDownload
		? look.paint('good', look.place('can download: yes', width))
		: look.paint('attention', look.place(`can download: no, ${view.notReadyReason}`, width));
	const set = peerFlags.filter(flag => view.flags.includes(flag.letter));
	const letters = set.map(flag => `${flag.letter} ${flag.words}`).join('; ');
	return [verdict, look.place(view.state, width), look.paint('faint', look.place(letters, width))];
}

function downloadFields(view: PeerView): readonly Field[] {
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
		field('round trip', duration(view.minRttMs, true)),
		field('hash failures', count(view.hashFailures)),
		field('wasted', bytesWords(view.wastedBytes)),
	];
}

function uploadFields(view: PeerView): readonly Field[] {
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

function clockFields(view: PeerView): readonly Field[] {
	return [
		field('last activity', duration(view.lastActivityAgeMs, true)),
		...Object.entries(clockLabels).map(([name, label]) =>
			field(label, duration(view.clocks[name as keyof PeerView['clocks']], true)),
		),
	];
}

function connectionFields(view: PeerView): readonly Field[] {
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
		field('peer id', peerIdWords(view.remotePeerId)),
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

function historyLines(frame: Frame, peerId: number, width: number): readonly string[] {
	const {look} = frame;
	const detail = frame.store.peer;
	if (detail?.peerId !== peerId) {
		return [];
	}
	return [
		`${look.paint('title', 'Last 10 minutes')}   ${historyLegend(look)}`,
		historyStrip(detail.history, width, look),
		' '.repeat(width),
	];
}

/** The pieces it has against ours: what both have, what only it has (that is why it is useful), what only we have. */
function mapLines(frame: Frame, peerId: number, width: number): readonly string[] {
	const {look} = frame;
	const ours = selectedDetail(frame)?.pieces ?? null;
	const detail = frame.store.peer;
	const pieceCount = frame.store.torrents.rowOf(selectedTorrentId(frame) ?? -1)?.pieceCount ?? 0;
	if (ours === null || detail?.peerId !== peerId || pieceCount === 0) {
		return [];
	}
	const pieces = new Uint8Array(pieceCount);
	for (let index = 0; index < pieceCount; index++) {
		const has = ((detail.bitfield[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0;
		const haveWe = ours[index] === pieceCodes.have;
		pieces[index] = has
			? haveWe
				? pieceCodes.have
				: pieceCodes.inFlight
			: haveWe
				? pieceCodes.hashing
				: pieceCodes.skipped;
	}
	const {glyphs} = look;
	const legend = [
		`${look.paint('good', glyphs.pieceHave)} ${look.paint('faint', 'both have')}`,
		`${look.paint('down', glyphs.pieceActive)} ${look.paint('faint', 'it has, we do not')}`,
		`${look.paint('good', glyphs.pieceHashing)} ${look.paint('faint', 'we have, it does not')}`,
	].join('  ');
	const size = mapSize(pieceCount, width, 4);
	return [
		' '.repeat(width),
		`${look.paint('title', 'Pieces')}   ${legend}`,
		...pieceMap({pieces, availability: null}, size, look),
	];
}

function messageLines(frame: Frame, peerId: number, width: number): readonly string[] {
	const {look, store} = frame;
	const messages = store.peer?.peerId === peerId ? store.peer.messages : [];
	if (messages.length === 0) {
		return [];
	}
	return [
		' '.repeat(width),
		look.paint('title', look.place('Messages, newest first', width)),
		...messages
			.slice()
			.reverse()
			.map(message => {
				const age = duration(store.now - message.at, true).padStart(7);
				const way = message.isOutgoing ? look.glyphs.up : look.glyphs.down;
				return `${look.paint('faint', age)} ${look.paint(message.isOutgoing ? 'up' : 'down', way)} ${look.foreign(message.text, width - 10)}`;
			}),
	];
}
