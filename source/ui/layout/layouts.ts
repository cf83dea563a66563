import type {PaneId} from '../state/screen-state.js';

/** A place for a pane: which panes can stand there, and which does at first. */
export interface Place {
	readonly id: string;
	readonly panes: readonly PaneId[];
	/** Its part of the line's width. */
	readonly share: number;
}

/** Places side by side, and how high they are. */
export interface Line {
	readonly places: readonly Place[];
	/** Rows with the borders; `rest` takes what the others leave; `fit` as many as the torrents need, within bounds; `share` of the screen's rows. */
	readonly height:
		| 'rest'
		| {readonly fit: readonly [least: number, most: number]}
		| {readonly share: number};
}

/** How the panes stand at a size. */
export interface Layout {
	readonly name: string;
	readonly leastColumns: number;
	readonly leastRows: number;
	readonly hasBorders: boolean;
	readonly hasFooter: boolean;
	/** Rows of the head: one line, or one for each fact where it is very narrow. */
	readonly headRows: number;
	readonly lines: readonly Line[];
}

const torrents: Place = {id: 'top', panes: ['torrents'], share: 1};
const everyPane: readonly PaneId[] = [
	'peers',
	'torrents',
	'pipeline',
	'pieces',
	'sources',
	'files',
	'log',
	'why',
];

/** The layouts, the roomiest first: the first that fits is taken. This table stands in the readme. */
export const layouts: readonly Layout[] = [
	{
		name: 'huge',
		leastColumns: 200,
		leastRows: 64,
		hasBorders: true,
		hasFooter: true,
		headRows: 1,
		lines: [
			{places: [torrents], height: {fit: [4, 12]}},
			{places: [{id: 'main', panes: ['peers', 'files'], share: 1}], height: 'rest'},
			{
				places: [
					{id: 'left', panes: ['pipeline'], share: 2},
					{id: 'middle', panes: ['pieces'], share: 2},
					{id: 'right', panes: ['why'], share: 2},
				],
				height: {share: 0.28},
			},
			{
				places: [
					{id: 'log', panes: ['log'], share: 1},
					{id: 'sources', panes: ['sources'], share: 1},
				],
				height: {share: 0.2},
			},
		],
	},
	{
		name: 'broad',
		leastColumns: 180,
		leastRows: 44,
		hasBorders: true,
		hasFooter: true,
		headRows: 1,
		lines: [
			{places: [torrents], height: {fit: [4, 9]}},
			{
				places: [{id: 'main', panes: ['peers', 'files', 'sources', 'log'], share: 1}],
				height: 'rest',
			},
			{
				places: [
					{id: 'left', panes: ['pipeline'], share: 1},
					{id: 'middle', panes: ['pieces'], share: 1},
					{id: 'right', panes: ['why'], share: 1},
				],
				height: {share: 0.32},
			},
		],
	},
	{
		name: 'wide',
		leastColumns: 140,
		leastRows: 40,
		hasBorders: true,
		hasFooter: true,
		headRows: 1,
		lines: [
			{places: [torrents], height: {fit: [4, 9]}},
			{
				places: [{id: 'main', panes: ['peers', 'files', 'sources', 'log'], share: 1}],
				height: 'rest',
			},
			{
				places: [
					{id: 'left', panes: ['pipeline', 'pieces'], share: 5},
					{id: 'right', panes: ['why'], share: 4},
				],
				height: {share: 0.32},
			},
		],
	},
	{
		name: 'middle',
		leastColumns: 76,
		leastRows: 22,
		hasBorders: true,
		hasFooter: true,
		headRows: 1,
		lines: [
			{places: [torrents], height: {fit: [4, 7]}},
			{
				places: [{id: 'main', panes: ['peers', 'files', 'sources', 'log'], share: 1}],
				height: 'rest',
			},
			{
				places: [
					{id: 'left', panes: ['pipeline', 'pieces'], share: 1},
					{id: 'right', panes: ['why'], share: 1},
				],
				height: {share: 0.36},
			},
		],
	},
	{
		name: 'small',
		leastColumns: 60,
		leastRows: 15,
		hasBorders: true,
		hasFooter: true,
		headRows: 1,
		lines: [
			{places: [torrents], height: {fit: [4, 5]}},
			{
				places: [{id: 'main', panes: everyPane.filter(id => id !== 'torrents'), share: 1}],
				height: 'rest',
			},
		],
	},
	{
		name: 'folded',
		leastColumns: 36,
		leastRows: 9,
		hasBorders: false,
		hasFooter: true,
		headRows: 3,
		lines: [{places: [{id: 'only', panes: everyPane, share: 1}], height: 'rest'}],
	},
	{
		name: 'tiny',
		leastColumns: 0,
		leastRows: 0,
		hasBorders: false,
		hasFooter: false,
		headRows: 3,
		lines: [{places: [{id: 'only', panes: everyPane, share: 1}], height: 'rest'}],
	},
];
