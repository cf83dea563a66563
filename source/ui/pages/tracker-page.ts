import type {TrackerView} from '../../store/engine-port.js';
import {selectedDetail} from '../panes/peer-list.js';
import {remembered} from '../state/frame.js';
import type {DrawTable} from '../table.js';
import {cleanText} from '../text/clean-text.js';
import {duration} from '../text/duration.js';
import type {PageView} from './page-content.js';

/** Everything about one tracker, as a calm table: nothing in it moves faster than a clock's second. */
export const trackerPage: PageView<'tracker'> = (frame, page, {width}) => {
	const {look, store} = frame;
	const tracker = selectedDetail(frame)?.trackers.find(each => each.url === page.url);
	const title = cleanText(page.url);
	if (tracker === undefined) {
		return {title, lines: [look.place('not a tracker of this torrent any more', width)]};
	}
	const role = tracker.state === 'failing' ? 'attention' : 'text';
	const words = look.paint(role, look.foreign(tracker.message ?? tracker.state, width));
	// As text, so that the same facts are the same argument.
	const facts = JSON.stringify(factsOf(tracker, store.now));
	const table =
		page.draw === null ? ['drawing…'] : tableLines(facts, width, look.isAscii, page.draw);
	return {title, lines: [words, ' '.repeat(width), ...table]};
};

type Fact = readonly [name: string, value: string];

/** Drawn again only when a fact changed: a table takes some milliseconds. */
const tableLines = remembered(
	(facts: string, width: number, isAscii: boolean, draw: DrawTable): readonly string[] => {
		const columns = [{title: 'what'}, {title: 'as it is now'}];
		return draw({columns, rows: JSON.parse(facts) as Fact[]}, {width, isAscii}).split('\n');
	},
);

function skewWords(milliseconds: number | null): string {
	return duration(milliseconds === null ? null : Math.abs(milliseconds));
}

function factsOf(tracker: TrackerView, now: number): readonly Fact[] {
	const number = (value: number | null) => (value === null ? '-' : String(value));
	const ago = (at: number | null) => (at === null ? 'never' : `${duration(now - at)} ago`);
	const next = tracker.nextAnnounceAt;
	return [
		['tier', String(tracker.tier + 1)],
		['state', tracker.state],
		['failure', tracker.failure ?? '-'],
		['failures in a row', String(tracker.failures)],
		['HTTP status', number(tracker.httpStatus)],
		['seeds', number(tracker.seeds)],
		['leechers', number(tracker.leechers)],
		['peers it gave', number(tracker.peers)],
		['of these ourselves', number(tracker.ownAddresses)],
		['asked', ago(tracker.lastAnnounceAt)],
		['asked again in', next === null ? '-' : duration(Math.max(0, next - now))],
		['its interval', duration(tracker.intervalMs)],
		['its clock is off by', skewWords(tracker.dateSkewMs)],
	];
}
