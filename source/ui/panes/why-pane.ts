import {swarmCounters} from '../../store/swarm-counters.js';
import type {TorrentRow} from '../../store/torrent-row.js';
import {bar} from '../graph/bar.js';
import {type Frame, selectedPlace} from '../state/frame.js';
import {cleanText} from '../text/clean-text.js';
import {duration} from '../text/duration.js';
import {severityRoles} from '../text/torrent-sentence.js';
import {wrapWords} from '../text/wrap-words.js';
import type {Look} from '../theme/look.js';
import {paintRow, visibleTop} from './list-content.js';
import type {Area, Pane} from './pane.js';
import {selectedTorrent} from './torrent-list.js';
import {type WhyRow, whyRows} from './why-list.js';

/** Pane 8: what holds the torrent up, with evidence and actions; under it how far its connections have come. */
export const whyPane: Pane = {
	id: 'why',
	number: '8',
	title: 'Why',
	content(frame, area) {
		const torrent = selectedTorrent(frame);
		if (torrent === undefined) {
			return {lines: []};
		}
		const rows = whyRows(frame);
		const findings =
			rows.length === 0 ? sentenceLines(frame, area) : findingLines(frame, rows, area);
		const left = area.height - findings.length - 1;
		const funnel = left >= 2 ? funnelLines(torrent.row, frame.look, area.width, left) : [];
		return {
			lines: funnel.length === 0 ? findings : [...findings, ' '.repeat(area.width), ...funnel],
		};
	},
};

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

function findingLines(frame: Frame, rows: readonly WhyRow[], area: Area): readonly string[] {
	const keys = rows.map(row => row.key);
	const selected = selectedPlace(keys, frame.screen.lists.why);
	const top = visibleTop(frame.screen.lists.why.top, selected, rows.length, area.height);
	return rows.slice(top, top + area.height).map((row, offset) => {
		const line = rowLine(row, frame, area.width);
		return paintRow(line, area.isFocused && top + offset === selected, area, frame.look);
	});
}

function rowLine(row: WhyRow, {look, store}: Frame, width: number): string {
	if (row.kind === 'headline') {
		const {finding} = row;
		const glyph = look.glyphs[finding.severity];
		const since = duration(Math.max(0, store.epochMs - finding.since)).padStart(7);
		const text = look.foreign(`${glyph} ${finding.headline}`, width - since.length);
		return look.paint(severityRoles[finding.severity], text) + look.paint('faint', since);
	}
	return row.kind === 'evidence'
		? look.paint('faint', look.foreign(`    ${row.evidence.text}`, width))
		: look.foreign(`  ${look.glyphs.arrow} ${row.action.label}`, width);
}

/** The counters of R14 as a funnel: where it narrows is where the swarm is stuck. */
function funnelLines(
	row: TorrentRow,
	look: Look,
	width: number,
	height: number,
): readonly string[] {
	const counters = swarmCounters(row);
	// The last number says how many lines there must be for the step to be among them.
	const all: ReadonlyArray<readonly [string, number, number]> = [
		['connected', counters.connected, 1],
		['told what they have', counters.availabilityKnown, 6],
		['have pieces', counters.havePieces, 7],
		['have what we want', counters.wantedFrom, 3],
		['unchoked us', counters.unchokedUs, 4],
		['can be asked', counters.requestable, 5],
		['asked now', counters.requesting, 2],
	];
	const steps = all.filter(([, , least]) => height >= least);
	const labelWidth = Math.min(20, width - 7);
	const barWidth = Math.max(0, width - labelWidth - 7);
	return steps.map(([label, value]) => {
		const {filled, empty} = bar(value / Math.max(1, counters.connected), barWidth, look.glyphs);
		const number = String(value).padStart(5);
		return [
			look.paint('faint', look.place(label, labelWidth)),
			number,
			'  ',
			look.paint('down', filled),
			look.paint('track', empty),
		].join('');
	});
}
