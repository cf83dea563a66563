import {fileList} from './file-list.js';
import {listContent} from './list-content.js';
import type {Pane} from './pane.js';

/** Pane 6: the files as a tree, with what of them is here and how soon they are wanted. */
export const filesPane: Pane = {
	id: 'files',
	number: '6',
	title: 'Files',
	content: (frame, area) => listContent(frame, area, fileList),
};
