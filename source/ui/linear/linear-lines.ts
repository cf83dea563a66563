import {doneShare} from '../../store/torrent-row.js';
import {footerLine} from '../layout/footer-line.js';
import {pageContent} from '../pages/pages.js';
import type {AnyList} from '../panes/list-model.js';
import {lists, panes} from '../panes/panes.js';
import {selectedTorrent} from '../panes/torrent-list.js';
import {type Frame, selectedPlace} from '../state/frame.js';
import type {Page} from '../state/screen-state.js';
import {percentWords, rateWords} from '../text/amounts.js';
import {cleanText} from '../text/clean-text.js';
import {duration, timeLeft} from '../text/duration.js';
import {plainText} from '../text/plain-text.js';

/** Columns that pages and footers are drawn in before their blanks are taken out. */
const readWidth = 200;

/** Columns that leave room for one field beside its label. */
const fieldWidth = 60;

/**
 * The facts of the screen as sentences, a line each, for a screen reader: first how far the torrent is and what it
 * does, then the pane or page that takes the keys, then a question or what is typed. Nothing is told by place or colour.
 */
export function linearLines(frame: Frame): readonly string[] {
	const {screen} = frame;
	const body = screen.page === null ? paneSentences(frame) : pageSentences(frame, screen.page);
	return [
		...torrentSentences(frame),
		...body,
		...questionSentences(frame),
		...(screen.notice === null && screen.prompt === null
			? []
			: [readable(footerLine(frame, readWidth))]),
	];
}

/** A page with a field a line, and which line the cursor is on where there is one. */
function pageSentences(frame: Frame, page: Page): readonly string[] {
	const hasFields = page.kind === 'peer' || page.kind === 'tracker';
	const width = hasFields ? fieldWidth : readWidth;
	const content = pageContent(frame, {width, height: 1000});
	const lines = content?.lines.map(readable) ?? [];
	const cursor =
		page.kind === 'columns'
			? [`${page.selected + 1} of ${lines.length}: ${lines[page.selected] ?? ''}`]
			: [];
	return [`Page: ${content?.title ?? ''}`, ...lines.filter(Boolean), ...cursor];
}

function torrentSentences(frame: Frame): readonly string[] {
	const torrent = selectedTorrent(frame);
	if (torrent === undefined) {
		return [`${frame.title}: no torrents`];
	}
	const {row, identity, why} = torrent;
	const etaMs = timeLeft(row.etaMs);
	const left = etaMs === null ? '' : `, ${duration(etaMs)} left`;
	return [
		`${cleanText(identity?.name ?? '')}: ${percentWords(doneShare(row))} done, down ${rateWords(row.downBytesPerSecond)}, up ${rateWords(row.upBytesPerSecond)}${left}`,
		`Why: ${cleanText(why.text)}`,
	];
}

/** The selected row of a list, each cell after its column's name; other panes as their lines. */
function paneSentences(frame: Frame): readonly string[] {
	const {focus} = frame.screen;
	const pane = panes[focus];
	const model = lists[focus];
	const content = pane.content(frame, {width: readWidth, height: 40, isFocused: true});
	const counters = (content.counters ?? []).map(counter => counter.text).join(', ');
	const title = `Pane ${pane.number}, ${pane.title}${counters === '' ? '' : `: ${counters}`}`;
	const lines =
		model === undefined || model.columns.length === 0
			? [...content.lines.map(readable).filter(Boolean), ...selectedSentence(frame, model)]
			: selectedSentence(frame, model);
	return [title, ...lines];
}

function selectedSentence(frame: Frame, model: AnyList | undefined): readonly string[] {
	if (model === undefined) {
		return [];
	}
	const keys = model.keys(frame);
	const selected = selectedPlace(keys, frame.screen.lists[model.id]);
	const key = keys[selected];
	if (key === undefined) {
		return [];
	}
	const words = model
		.cells(frame, key)
		.map(([title, cell]) => [title, readable(cell)] as const)
		.filter(([, cell]) => cell !== '')
		.map(([title, cell]) => `${title} ${cell}`);
	const mark = frame.screen.lists[model.id].marked.has(key) ? ', marked' : '';
	return [`${selected + 1} of ${keys.length}${mark}: ${words.join(', ')}`];
}

function questionSentences({screen}: Frame): readonly string[] {
	const {question} = screen;
	return question === null
		? []
		: [
				`Question: ${cleanText(question.text)} ${question.details.join(' ')}`,
				...question.answers.map(answer => `${answer.key}: ${answer.words}`),
			];
}

/** A painted line as words: no colours, no drawing, single blanks. */
function readable(line: string): string {
	return plainText(line)
		.replace(/[─-╿▀-▟⠀-⣿]+/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
}
