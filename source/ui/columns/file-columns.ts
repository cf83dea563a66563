import {bar} from '../graph/bar.js';
import type {FileRow} from '../panes/file-tree.js';
import {bytesWidth, percent} from '../text/amounts.js';
import type {Look} from '../theme/look.js';
import {bytesCell} from './cells.js';
import type {Column} from './column.js';

/** A file or folder as its row is drawn from. */
export interface FileItem {
	readonly row: FileRow;
	/** Bytes of it that are here. */
	readonly haveBytes: number;
	/** 0 skip … 7 high; null when the files of a folder differ. */
	readonly priority: number | null;
	readonly isCollapsed: boolean;
}

/** What files are sorted by. */
export type FileSource = readonly FileItem[];

/** The words for a priority. */
export function priorityWords(priority: number | null): string {
	if (priority === null) {
		return 'mixed';
	}
	if (priority === 0) {
		return 'skip';
	}
	return priority < 4 ? 'low' : priority > 4 ? 'high' : 'normal';
}

/** The columns of the Files pane. */
export const fileColumnTable: ReadonlyArray<Column<FileItem, FileSource>> = [
	{
		id: 'file',
		title: 'file',
		help: 'the path as it is saved',
		width: 16,
		grow: 4,
		importance: 1,
		cell: nameCell,
		order: (files, place) => files[place]?.row.name.toLowerCase() ?? '',
	},
	{
		id: 'priority',
		title: 'priority',
		help: 'how soon it is wanted',
		width: 8,
		importance: 3,
		cell: priorityCell,
		order: (files, place) => files[place]?.priority ?? -1,
		isDescendingFirst: true,
	},
	{
		id: 'done',
		title: 'done',
		help: 'how much of it is here',
		width: 7,
		grow: 1,
		most: 22,
		importance: 2,
		cell: doneCell,
		order: (files, place) => share(files[place]),
		isDescendingFirst: true,
	},
	{
		id: 'size',
		title: 'size',
		help: 'its bytes',
		width: bytesWidth,
		align: 'right',
		importance: 4,
		cell: ({row}, width, look) => bytesCell(row.length, width, look),
		order: (files, place) => files[place]?.row.length ?? 0,
		isDescendingFirst: true,
	},
];

function nameCell({row, isCollapsed, priority}: FileItem, width: number, look: Look): string {
	const indent = '  '.repeat(Math.min(row.depth, Math.floor(width / 4)));
	const more = isCollapsed ? ` (${row.files.length})` : '';
	const text = look.foreign(indent + row.name + more, width, {cut: 'middle'});
	const role = priority === 0 ? 'faint' : typeof row.key === 'string' ? 'title' : 'text';
	return look.paint(role, text);
}

function priorityCell({priority}: FileItem, width: number, look: Look): string {
	const role = priority === 0 || priority === 4 ? 'faint' : 'text';
	return look.paint(role, look.place(priorityWords(priority), width));
}

function doneCell(item: FileItem, width: number, look: Look): string {
	const text = percent(share(item));
	const barWidth = width - text.length - 1;
	const role = item.priority === 0 ? 'faint' : 'text';
	if (barWidth < 4) {
		return look.paint(role, look.place(text, width, {align: 'right'}));
	}
	const {filled, empty} = bar(share(item), barWidth, look.glyphs);
	return `${look.paint('good', filled)}${look.paint('track', empty)} ${look.paint(role, text)}`;
}

/** An empty file is whole from the start. */
function share(item: FileItem | undefined): number {
	return item === undefined ? 0 : item.row.length === 0 ? 1 : item.haveBytes / item.row.length;
}
