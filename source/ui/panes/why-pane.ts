import type {Evidence} from '../../store/finding.js';
import {type Frame, selectedPlace} from '../state/frame.js';
import {amountOf} from '../text/amounts.js';
import {cleanText} from '../text/clean-text.js';
import {duration, timeOfDay} from '../text/duration.js';
import {severityRoles} from '../text/torrent-sentence.js';
import {wrapWords} from '../text/wrap-words.js';
import type {Look} from '../theme/look.js';
import type {Role} from '../theme/themes.js';
import {fileOf} from './file-list.js';
import {funnelLines} from './funnel-lines.js';
import {paintRow} from './list-content.js';
import type {Area, Pane} from './pane.js';
import {selectedTorrent} from './torrent-list.js';
import {type WhyRow, whyRows, wordsOfRow} from './why-list.js';

/** Pane 8: what holds the torrent up, with evidence and actions; under it how far its connections have come. */
export const whyPane: Pane = {
	id: 'why',
	number: '8',
	title: 'Why',
	content(frame, area) {
		if (selectedTorrent(frame) === undefined) {
			return {lines: []};
		}
		const rows = whyRows(frame);
		const findings = rows.length === 0 ? sentenceLines(frame, area) : findingLines(frame, area);
		const left = area.height - findings.length - 1;
		const funnel = left >= 2 ? funnelLines(frame, area.width, left) : [];
		return {
			lines: funnel.length === 0 ? findings : [...findings, ' '.repeat(area.width), ...funnel],
			words: rows.length > 0 && area.isFocused ? followWords(frame) : '',
			note: moreWords(frame, area),
		};
	},
};

/** Narrower panes have room for the number of lines outside them, not for what is in them, nor for how long ago a finding came up. */
const leastToSayMore = 38;

/** That the findings go on outside the pane; nothing where all of them are seen. */
function moreWords(frame: Frame, area: Size): string {
	const lines = allLines(frame, area.width);
	const top = topLine(frame, lines, area.height);
	const below = lines.slice(top + area.height);
	if (top + below.length === 0) {
		return '';
	}
	const {sortUp, sortDown} = frame.look.glyphs;
	const findings = new Set(
		below.filter(({row}) => row.kind === 'headline').map(({row}) => row.key),
	);
	const more = findings.size === 0 ? '' : `, ${amountOf(findings.size, 'more finding')}`;
	const words =
		area.width < leastToSayMore
			? String(below.length)
			: `${amountOf(below.length, 'line')} below${more}`;
	const above = top === 0 ? [] : [`${sortUp} ${top}`];
	return [...above, ...(below.length === 0 ? [] : [`${sortDown} ${words}`])].join('  ');
}

/** How long the selected finding has held, or what Enter does with the selected row. */
function followWords(frame: Frame): string {
	const row = selectedRow(frame);
	if (row?.kind === 'headline') {
		return `${row.finding.id} holds since ${timeOfDay(row.finding.since)}`;
	}
	if (row?.kind === 'action') {
		return row.action.command === null
			? 'to be done elsewhere'
			: `Enter runs ${row.action.command}`;
	}
	return row?.kind === 'evidence' && isPlace(frame, row.evidence) ? 'Enter goes there' : '';
}

function isPlace(frame: Frame, {peer, tracker, piece, path}: Evidence): boolean {
	const isSomewhere = peer !== undefined || tracker !== undefined || piece !== undefined;
	return isSomewhere || fileOf(frame, path) !== undefined;
}

/** Without findings: what the torrent does. */
function sentenceLines(frame: Frame, {width, height}: Area): readonly string[] {
	const {look} = frame;
	const why = selectedTorrent(frame)?.why;
	return why === undefined
		? []
		: wrapWords(cleanText(why.text, look.isAscii), width, look.glyphs.ellipsis)
				.slice(0, height)
				.map(line => look.paint(why.role, look.place(line, width)));
}

/** The lines of the findings that are visible, each with the row it belongs to. */
interface WhyLine {
	readonly row: WhyRow;
	readonly text: string;
}

/** The row of a visible line, for the mouse. */
export function whyRowAt(frame: Frame, area: Size, line: number): WhyRow | undefined {
	return visibleLines(frame, area)[line]?.row;
}

type Size = Pick<Area, 'width' | 'height'>;

function findingLines(frame: Frame, area: Area): readonly string[] {
	const selected = selectedRow(frame);
	return visibleLines(frame, area).map(({row, text}) =>
		paintRow(text, area.isFocused && row === selected, area, frame.look),
	);
}

function selectedRow(frame: Frame): WhyRow | undefined {
	const rows = whyRows(frame);
	const keys = rows.map(row => row.key);
	return rows[selectedPlace(keys, frame.screen.lists.why)];
}

function visibleLines(frame: Frame, {width, height}: Size): readonly WhyLine[] {
	const lines = allLines(frame, width);
	const top = topLine(frame, lines, height);
	return lines.slice(top, top + height);
}

function allLines(frame: Frame, width: number): readonly WhyLine[] {
	return whyRows(frame).flatMap(row => rowLines(row, frame, width).map(text => ({row, text})));
}

/** As few lines as possible are left out above, so that the selected row is seen whole, or as far as it goes in. */
function topLine(frame: Frame, lines: readonly WhyLine[], height: number): number {
	const selected = selectedRow(frame);
	const first = lines.findIndex(line => line.row === selected);
	const end = lines.findLastIndex(line => line.row === selected) + 1;
	return Math.max(0, Math.min(first, end - height));
}

/** Columns before the words of an evidence or an action. */
const indent = 4;

/** Columns of how long ago a finding came up: ` 59m59s ago`. */
const sinceWidth = 11;

/** The words of a row, as many lines as they need. */
function rowLines(row: WhyRow, frame: Frame, width: number): readonly string[] {
	const {look} = frame;
	const isHeadline = row.kind === 'headline';
	const lead = leadOf(row, look);
	const right = isHeadline && width >= leastToSayMore ? sinceWidth : 0;
	const room = width - lead.length - right;
	const words = wrapWords(cleanText(wordsOfRow(row), look.isAscii), room, look.glyphs.ellipsis);
	return words.map((text, index) => {
		const before = index === 0 ? lead : ' '.repeat(Math.min(width, lead.length));
		const line = look.paint(
			roleOf(row),
			look.place(before + look.place(text, room), width - right),
		);
		return line + (index === 0 && right > 0 ? sinceWords(row, frame) : ' '.repeat(right));
	});
}

function sinceWords({finding}: WhyRow, {look, store}: Frame): string {
	const since = `${duration(Math.max(0, store.epochMs - finding.since))} ago`;
	return look.paint('faint', since.padStart(sinceWidth));
}

/** What can be run has an arrow; what a person has to do has a dot. */
function leadOf(row: WhyRow, {glyphs}: Look): string {
	switch (row.kind) {
		case 'headline':
			return `${glyphs[row.finding.severity]} `;
		case 'evidence':
			return ' '.repeat(indent);
		case 'action':
			return `  ${row.action.command === null ? glyphs.dot : glyphs.arrow} `;
	}
}

function roleOf(row: WhyRow): Role {
	switch (row.kind) {
		case 'headline':
			return severityRoles[row.finding.severity];
		case 'evidence':
			return 'faint';
		case 'action':
			return row.action.command === null ? 'text' : 'key';
	}
}
