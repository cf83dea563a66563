import {type FileItem, type FileSource, fileColumnTable} from '../columns/file-columns.js';
import {orderRows} from '../columns/row-order.js';
import {type Frame, remembered} from '../state/frame.js';
import type {RowKey, SortOrder} from '../state/screen-state.js';
import {type FileRow, fileTree} from './file-tree.js';
import type {ListModel} from './list-model.js';
import {selectedDetail} from './peer-list.js';
import {selectedTorrentId} from './torrent-list.js';

const treeOf = remembered(fileTree);
const noFiles: ReadonlyArray<{readonly path: string; readonly length: number}> = [];
const noNumbers = new Float64Array(0);

/** Every file and folder with its numbers; the folders' are sums. */
const itemsOf = remembered(
	(
		tree: readonly FileRow[],
		numbers: Float64Array,
		collapsed: ReadonlySet<RowKey>,
	): readonly FileItem[] => tree.map(row => itemOf(row, numbers, collapsed)),
);

function itemOf(row: FileRow, numbers: Float64Array, collapsed: ReadonlySet<RowKey>): FileItem {
	let haveBytes = 0;
	let priority: number | null | undefined;
	for (const file of row.files) {
		haveBytes += numbers[file * 2] ?? 0;
		const each = numbers[file * 2 + 1] ?? 4;
		priority = priority === undefined || priority === each ? each : null;
	}
	return {row, haveBytes, priority: priority ?? null, isCollapsed: collapsed.has(row.key)};
}

const order = remembered(
	(
		items: readonly FileItem[],
		collapsed: ReadonlySet<RowKey>,
		sort: SortOrder,
		filter: string,
	): readonly RowKey[] => {
		// Sorted or filtered the tree is flat: only files, each with its whole path in the filter's words.
		const isTree = sort.column === '' && !sort.isDescending && filter === '';
		const shown = items.filter(({row}) =>
			isTree ? !isHidden(row, collapsed) : typeof row.key === 'number',
		);
		return orderRows({
			source: shown,
			size: shown.length,
			keyOf: (source, place) => source[place]?.row.key ?? '',
			wordsOf: (source, place) => `${source[place]?.row.parent ?? ''}${source[place]?.row.name}`,
			columns: fileColumnTable,
			sort,
			filter,
		});
	},
);

/** Whether a folder over it is collapsed. */
function isHidden(row: FileRow, collapsed: ReadonlySet<RowKey>): boolean {
	const path = row.parent ?? '';
	for (const key of collapsed) {
		if (typeof key === 'string' && path.startsWith(key)) {
			return true;
		}
	}
	return false;
}

const byKey = remembered(
	(items: readonly FileItem[]): ReadonlyMap<RowKey, FileItem> =>
		new Map(items.map(item => [item.row.key, item])),
);

function items(frame: Frame): readonly FileItem[] {
	const identity = frame.store.torrentIdentities.get(selectedTorrentId(frame) ?? -1);
	const numbers = selectedDetail(frame)?.files ?? noNumbers;
	return itemsOf(treeOf(identity?.files ?? noFiles), numbers, frame.screen.collapsed);
}

/** The files of the selected torrent. */
export const fileList: ListModel<FileItem, FileSource> = {
	id: 'files',
	columns: fileColumnTable,
	keys: frame => {
		const {sort, filter} = frame.screen.lists.files;
		return order(items(frame), frame.screen.collapsed, sort, filter);
	},
	total: frame => items(frame).filter(item => typeof item.row.key === 'number').length,
	item: (frame, key) => byKey(items(frame)).get(key),
	emptyWords: () => 'no files known yet',
};

/** The index of a file of the selected torrent by its path; undefined when it has no such file. */
export function fileOf(frame: Frame, path: string | undefined): number | undefined {
	const identity = frame.store.torrentIdentities.get(selectedTorrentId(frame) ?? -1);
	const index = identity?.files.findIndex(file => file.path === path) ?? -1;
	return index === -1 ? undefined : index;
}
