import type {TrackerView} from '../../store/engine-port.js';
import {duration} from '../text/duration.js';
import type {Look} from '../theme/look.js';
import type {Role} from '../theme/themes.js';
import {durationCell} from './cells.js';
import type {Column} from './column.js';

/** A tracker as its row is drawn from. */
export interface TrackerItem {
	readonly tracker: TrackerView;
	/** Engine clock. */
	readonly now: number;
}

/** What trackers are sorted by. */
export type TrackerSource = readonly TrackerView[];

const stateRoles: {readonly [State in TrackerView['state']]: Role} = {
	idle: 'faint',
	announcing: 'text',
	working: 'good',
	failing: 'attention',
	disabled: 'faint',
};

/** The columns of the trackers in the Sources pane. */
export const trackerColumnTable: ReadonlyArray<Column<TrackerItem, TrackerSource>> = [
	{
		id: 'tier',
		title: 'tier',
		help: 'trackers of one tier stand in for each other',
		width: 4,
		align: 'right',
		importance: 7,
		cell: ({tracker}, width, look) =>
			look.paint('faint', look.place(String(tracker.tier + 1), width, {align: 'right'})),
		order: (trackers, place) => trackers[place]?.tier ?? 0,
	},
	{
		id: 'tracker',
		title: 'tracker',
		help: 'its address, keys left out',
		width: 20,
		wish: 40,
		grow: 3,
		most: 60,
		importance: 1,
		cell: ({tracker}, width, look) => look.foreign(tracker.url, width),
		order: (trackers, place) => trackers[place]?.url ?? '',
	},
	{
		id: 'state',
		title: 'state',
		help: 'what it does, or how it failed',
		width: 11,
		importance: 2,
		cell: stateCell,
		order: (trackers, place) => trackers[place]?.state ?? '',
	},
	{
		id: 'seeds',
		title: 'seeds',
		help: 'seeds it knows of',
		width: 6,
		align: 'right',
		importance: 6,
		cell: ({tracker}, width, look) => numberCell(tracker.seeds, width, look),
		order: (trackers, place) => trackers[place]?.seeds ?? -1,
		isDescendingFirst: true,
	},
	{
		id: 'leechers',
		title: 'leech',
		help: 'leechers it knows of',
		width: 6,
		align: 'right',
		importance: 8,
		cell: ({tracker}, width, look) => numberCell(tracker.leechers, width, look),
		order: (trackers, place) => trackers[place]?.leechers ?? -1,
		isDescendingFirst: true,
	},
	{
		id: 'peers',
		title: 'peers',
		help: 'addresses in its last answer',
		width: 6,
		align: 'right',
		importance: 5,
		cell: ({tracker}, width, look) => numberCell(tracker.peers, width, look),
		order: (trackers, place) => trackers[place]?.peers ?? -1,
		isDescendingFirst: true,
	},
	{
		id: 'last',
		title: 'asked',
		help: 'time since it was asked',
		width: 6,
		align: 'right',
		importance: 9,
		cell: ({tracker, now}, width, look) =>
			durationCell(
				tracker.lastAnnounceAt === null ? null : now - tracker.lastAnnounceAt,
				width,
				look,
			),
	},
	{
		id: 'next',
		title: 'next',
		help: 'time until it is asked again',
		width: 6,
		align: 'right',
		importance: 4,
		cell: ({tracker, now}, width, look) =>
			look.paint('text', duration(untilNext(tracker, now)).padStart(width)),
	},
	{
		id: 'words',
		title: 'its words',
		help: 'its last message, or our error with it',
		width: 14,
		grow: 3,
		importance: 3,
		cell: ({tracker}, width, look) =>
			look.paint(
				tracker.state === 'failing' ? 'attention' : 'faint',
				look.foreign(tracker.message ?? '', width),
			),
	},
];

function untilNext(tracker: TrackerView, now: number): number | null {
	return tracker.nextAnnounceAt === null ? null : Math.max(0, tracker.nextAnnounceAt - now);
}

function stateCell({tracker}: TrackerItem, width: number, look: Look): string {
	const words =
		tracker.failure === null ? tracker.state : `${tracker.failure} ×${tracker.failures}`;
	return look.paint(stateRoles[tracker.state], look.foreign(words, width));
}

function numberCell(value: number | null, width: number, look: Look): string {
	return look.paint(
		value === null || value === 0 ? 'faint' : 'text',
		look.place(value === null ? '-' : String(value), width, {align: 'right'}),
	);
}
