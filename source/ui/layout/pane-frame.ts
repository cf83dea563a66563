import type {Counter, Pane, PaneContent} from '../panes/pane.js';
import type {Frame} from '../state/frame.js';
import {textWidth} from '../text/text-width.js';
import type {Look} from '../theme/look.js';
import type {PlacedPane} from './arrange.js';

/** The room inside the borders: a blank at each side; without borders one line goes to the title. */
export function innerArea(placed: PlacedPane) {
	const {rect, hasBorders, isFocused} = placed;
	return hasBorders
		? {width: Math.max(0, rect.width - 4), height: Math.max(0, rect.height - 2), isFocused}
		: {width: rect.width, height: Math.max(0, rect.height - 1), isFocused};
}

/** Where the content begins. */
export function innerOrigin({rect, hasBorders}: PlacedPane): {
	readonly x: number;
	readonly y: number;
} {
	return hasBorders ? {x: rect.x + 2, y: rect.y + 1} : {x: rect.x, y: rect.y + 1};
}

/** A pane as lines: borders, title, content, each exactly as wide as its place. */
export function paneLines(frame: Frame, placed: PlacedPane, pane: Pane): readonly string[] {
	if (placed.rect.height === 0) {
		return [];
	}
	const area = innerArea(placed);
	const content = pane.content(frame, area);
	const lines = Array.from(
		{length: area.height},
		(_, index) => content.lines[index] ?? ' '.repeat(area.width),
	);
	const decoration = {placed, pane, content, look: frame.look};
	if (!placed.hasBorders) {
		return [titleLine(decoration), ...lines];
	}
	const {look} = frame;
	const side = look.paint(placed.isFocused ? 'focus' : 'border', look.glyphs.vertical);
	return [
		upperBorder(decoration),
		...lines.map(line => `${side} ${line} ${side}`),
		lowerBorder(decoration),
	];
}

interface Decoration {
	readonly placed: PlacedPane;
	readonly pane: Pane;
	readonly content: PaneContent;
	readonly look: Look;
}

function upperBorder({placed, pane, content, look}: Decoration): string {
	const {glyphs} = look;
	const role = placed.isFocused ? 'focus' : 'border';
	const title = ` ${pane.number} ${pane.title} `;
	const room = Math.max(0, placed.rect.width - title.length - 3);
	const counters = fittingCounters(content.counters ?? [], room - 1, ` ${glyphs.separator} `);
	const lead = counters === '' ? '' : glyphs.horizontal;
	const line = glyphs.horizontal.repeat(Math.max(0, room - lead.length - counters.length));
	return [
		look.paint(role, glyphs.topLeft + glyphs.horizontal),
		look.paint(placed.isFocused ? 'focus' : 'title', title),
		look.paint(role, lead),
		look.paint('faint', counters),
		look.paint(role, line + glyphs.topRight),
	].join('');
}

/** As many counters as fit, in their order, the least important left out first. */
function fittingCounters(counters: readonly Counter[], room: number, separator: string): string {
	let kept = counters;
	while (kept.length > 0) {
		const text = ` ${kept.map(counter => counter.text).join(separator)} `;
		if (text.length <= room) {
			return text;
		}
		const worst = Math.max(...kept.map(counter => counter.importance));
		kept = kept.filter(counter => counter.importance !== worst);
	}
	return '';
}

function lowerBorder({placed, content, look}: Decoration): string {
	const {glyphs} = look;
	const role = placed.isFocused ? 'focus' : 'border';
	const room = placed.rect.width - 6;
	const note = borderWords(content.note, room, look);
	const words = borderWords(content.words, room - textWidth(note) - 4, look);
	const line = placed.rect.width - 4 - textWidth(note) - textWidth(words);
	return [
		look.paint(role, glyphs.bottomLeft + glyphs.horizontal),
		look.paint('faint', words),
		look.paint(role, glyphs.horizontal.repeat(Math.max(0, line))),
		look.paint('faint', note),
		look.paint(role, glyphs.horizontal + glyphs.bottomRight),
	].join('');
}

/** Words in a border with a blank at each side; nothing where only a few letters of them would be seen. */
function borderWords(words: string | undefined, room: number, look: Look): string {
	return words === undefined || words === '' || room < Math.min(12, textWidth(words))
		? ''
		: ` ${look.foreign(words, Math.min(room, textWidth(words)))} `;
}

/** Without borders: title, counters and note on one line. */
function titleLine({placed, pane, content, look}: Decoration): string {
	const {width} = placed.rect;
	const title = `${pane.number} ${pane.title}`;
	const note = content.note ?? '';
	const left = width - textWidth(title) - 2;
	const right = left >= textWidth(note) ? note : '';
	const blanks = width - textWidth(title) - textWidth(right);
	return (
		look.paint('focus', look.place(title, Math.min(width, textWidth(title)))) +
		' '.repeat(Math.max(0, blanks)) +
		look.paint('faint', right)
	);
}
