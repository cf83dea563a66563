import {selectedDetail} from '../panes/peer-list.js';
import {cleanText} from '../text/clean-text.js';
import {duration} from '../text/duration.js';
import {field, fieldTable} from './field-table.js';
import type {PageView} from './page-content.js';

/** Everything about one tracker. */
export const trackerPage: PageView<'tracker'> = (frame, page, {width}) => {
	const {look, store} = frame;
	const tracker = selectedDetail(frame)?.trackers.find(each => each.url === page.url);
	const title = cleanText(page.url);
	if (tracker === undefined) {
		return {title, lines: [look.place('not a tracker of this torrent any more', width)]};
	}
	const number = (value: number | null) => (value === null ? '-' : String(value));
	const ago = (at: number | null) => (at === null ? 'never' : `${duration(store.now - at)} ago`);
	const next = tracker.nextAnnounceAt;
	return {
		title,
		lines: [
			look.paint(
				tracker.state === 'failing' ? 'attention' : 'text',
				look.foreign(tracker.message ?? tracker.state, width),
			),
			' '.repeat(width),
			...fieldTable(
				'Tracker',
				[
					field('tier', String(tracker.tier + 1)),
					field('state', tracker.state),
					field('failure', tracker.failure ?? '-'),
					field('failures in a row', String(tracker.failures)),
					field('HTTP status', number(tracker.httpStatus)),
					field('seeds', number(tracker.seeds)),
					field('leechers', number(tracker.leechers)),
					field('peers it gave', number(tracker.peers)),
					field('of these ourselves', number(tracker.ownAddresses)),
					field('asked', ago(tracker.lastAnnounceAt)),
					field('asked again in', next === null ? '-' : duration(Math.max(0, next - store.now))),
					field('its interval', duration(tracker.intervalMs)),
					field('its clock is off', duration(tracker.dateSkewMs)),
				],
				width,
				look,
			),
		],
	};
};
