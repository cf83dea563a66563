import {peerFlags} from '../../store/peer-flags.js';
import {type PeerView, peerView} from '../../store/peer-view.js';
import {historyLegend, historyStrip} from '../graph/history-strip.js';
import {mapSize, pieceCodes, pieceMap} from '../graph/piece-map.js';
import {selectedDetail} from '../panes/peer-list.js';
import {selectedTorrentId} from '../panes/torrent-list.js';
import type {Frame} from '../state/frame.js';
import {cleanText} from '../text/clean-text.js';
import {duration} from '../text/duration.js';
import {plainText} from '../text/plain-text.js';
import {textWidth} from '../text/text-width.js';
import {wrapWords} from '../text/wrap-words.js';
import type {Look} from '../theme/look.js';
import type {Role} from '../theme/themes.js';
import {fieldTable} from './field-table.js';
import type {PageView} from './page-content.js';
import {clockFields, connectionFields, downloadFields, uploadFields} from './peer-fields.js';

/** From this width on the messages stand beside everything else. */
const sideBySide = 150;

/** Blanks between the two sides. */
const sideGap = 3;

/** Everything about one peer: what `--json` and the help bundle say of it, its pieces against ours, its last minutes. */
export const peerPage: PageView<'peer'> = (frame, page, {width, height}) => {
	const row = selectedDetail(frame)?.peers.rowOf(page.peerId);
	const identity = frame.store.peerIdentities.get(page.peerId);
	const {look} = frame;
	if (row === undefined) {
		const closed = frame.store.closedPeers.findLast(each => each.peerId === page.peerId);
		const words =
			closed === undefined ? 'not connected' : `gone: ${closed.reason} ${closed.detail}`;
		return {title: closed?.address ?? 'peer', lines: [look.foreign(words, width)]};
	}
	const view = peerView(row, identity, frame.store.now);
	const title = `${cleanText(view.address)}  ${cleanText(view.client)}`;
	if (width < sideBySide) {
		const messages = messageLines(frame, page.peerId, width);
		return {title, lines: [...factLines(frame, view, width), ' '.repeat(width), ...messages]};
	}
	const right = Math.floor(width * 0.29);
	const left = width - right - sideGap;
	const facts = factLines(frame, view, left);
	const messages = messageLines(frame, page.peerId, right).slice(0, Math.max(height, facts.length));
	return {title, lines: beside(facts, messages, left)};
};

/** Two columns of lines as one. */
function beside(
	left: readonly string[],
	right: readonly string[],
	leftWidth: number,
): readonly string[] {
	return Array.from({length: Math.max(left.length, right.length)}, (_, index) => {
		const line = left[index] ?? '';
		const gap = leftWidth - textWidth(plainText(line)) + sideGap;
		return line + ' '.repeat(gap) + (right[index] ?? '');
	});
}

function factLines(frame: Frame, view: PeerView, width: number): readonly string[] {
	const {look} = frame;
	const blank = ' '.repeat(width);
	return [
		...stateLines(view, look, width),
		blank,
		...historyLines(frame, view.peerId, width),
		...fieldTable('Download', downloadFields(view), width, look),
		blank,
		...fieldTable('Upload and totals', uploadFields(view), width, look),
		blank,
		...fieldTable('Clocks', clockFields(view), width, look),
		blank,
		...fieldTable('Connection', connectionFields(view), width, look),
		...mapLines(frame, view.peerId, width),
	];
}

/** What it comes down to, and the flags spelled out and in the seeds' words. */
function stateLines(view: PeerView, look: Look, width: number): readonly string[] {
	const set = peerFlags.filter(flag => view.flags.includes(flag.letter));
	const letters = set.map(flag => `${flag.letter} ${flag.words}`).join('; ');
	const wrapped = (text: string, role: Role) =>
		wrapWords(text, width, look.glyphs.ellipsis).map(line =>
			look.paint(role, look.place(line, width)),
		);
	return [
		...(view.canDownload
			? wrapped('can download: yes', 'good')
			: wrapped(`can download: no, ${view.notReadyReason}`, 'attention')),
		...wrapped(letters, 'text'),
		...wrapped(view.state, 'faint'),
	];
}

function historyLines(frame: Frame, peerId: number, width: number): readonly string[] {
	const {look} = frame;
	const detail = frame.store.peer;
	if (detail?.peerId !== peerId) {
		return [];
	}
	return [
		...headingAndLegend('Last 10 minutes', historyLegend(look), width, look),
		historyStrip(detail.history, width, look),
		look.paint('faint', `${look.place('10 minutes ago', width - 3)}now`),
		' '.repeat(width),
	];
}

/** On one line where both have room. */
function headingAndLegend(
	heading: string,
	legend: string,
	width: number,
	look: Look,
): readonly string[] {
	const title = look.paint('title', heading);
	const legendWidth = textWidth(plainText(legend));
	if (heading.length + 3 + legendWidth <= width) {
		return [`${title}   ${legend}`];
	}
	return legendWidth <= width ? [title, legend] : [title];
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
		...headingAndLegend('Pieces', legend, width, look),
		...pieceMap({pieces, availability: null}, size, look),
	];
}

/** What came and went since somebody looks: of peers that nobody looks at no message is kept. */
function messageLines({look, store}: Frame, peerId: number, width: number): readonly string[] {
	const messages = store.peer?.peerId === peerId ? store.peer.messages : [];
	const heading = look.paint('title', look.place('Messages, newest first', width));
	if (messages.length === 0) {
		return [heading, look.paint('faint', look.place('  none since this page is open', width))];
	}
	return [
		heading,
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
