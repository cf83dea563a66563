import type {TrackerView} from '../../store/engine-port.js';
import {orderRows} from '../columns/row-order.js';
import {
	type TrackerItem,
	type TrackerSource,
	trackerColumnTable,
} from '../columns/tracker-columns.js';
import {remembered} from '../state/frame.js';
import type {RowKey, SortOrder} from '../state/screen-state.js';
import type {ListModel} from './list-model.js';
import {selectedDetail} from './peer-list.js';

const none: readonly TrackerView[] = [];

const order = remembered(
	(trackers: readonly TrackerView[], sort: SortOrder, filter: string): readonly RowKey[] =>
		orderRows({
			source: trackers,
			size: trackers.length,
			keyOf: (source, place) => source[place]?.url ?? '',
			wordsOf: (source, place) =>
				`${source[place]?.url} ${source[place]?.state} ${source[place]?.message}`,
			columns: trackerColumnTable,
			sort,
			filter,
		}),
);

/** The trackers of the selected torrent. */
export const trackerList: ListModel<TrackerItem, TrackerSource> = {
	id: 'sources',
	columns: trackerColumnTable,
	keys: frame => {
		const {sort, filter} = frame.screen.lists.sources;
		return order(selectedDetail(frame)?.trackers ?? none, sort, filter);
	},
	total: frame => selectedDetail(frame)?.trackers.length ?? 0,
	item: (frame, key) => {
		const tracker = selectedDetail(frame)?.trackers.find(each => each.url === key);
		return tracker === undefined ? undefined : {tracker, now: frame.store.now};
	},
	emptyWords: () => 'no trackers',
};
