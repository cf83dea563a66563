import type {Action, Evidence, Finding} from '../../store/finding.js';
import {type Frame, remembered} from '../state/frame.js';
import type {RowKey} from '../state/screen-state.js';
import type {AnyList} from './list-model.js';
import {selectedTorrentId} from './torrent-list.js';

/** A row of the Why pane: a finding, or one of its evidences or actions under it. */
export type WhyRow = {readonly key: RowKey; readonly finding: Finding} & (
	| {readonly kind: 'headline'}
	| {readonly kind: 'evidence'; readonly evidence: Evidence}
	| {readonly kind: 'action'; readonly action: Action}
);

/** What a row says. */
export function wordsOfRow(row: WhyRow): string {
	switch (row.kind) {
		case 'headline':
			return row.finding.headline;
		case 'evidence':
			return row.evidence.text;
		case 'action':
			return row.action.label;
	}
}

const rowsOf = remembered((findings: readonly Finding[] | undefined): readonly WhyRow[] =>
	(findings ?? []).flatMap(finding => [
		{kind: 'headline', key: finding.id, finding} as const,
		...finding.evidence.map(
			(evidence, index) =>
				({kind: 'evidence', key: `${finding.id} evidence ${index}`, finding, evidence}) as const,
		),
		...finding.actions.map(
			(action, index) =>
				({kind: 'action', key: `${finding.id} action ${index}`, finding, action}) as const,
		),
	]),
);

const keysOf = remembered((rows: readonly WhyRow[]) => rows.map(row => row.key));

/** The rows of the selected torrent's findings, in headline order. */
export function whyRows(frame: Frame): readonly WhyRow[] {
	return rowsOf(frame.store.findings.get(selectedTorrentId(frame) ?? -1));
}

/** The findings as a list to move in. */
export const whyList: AnyList = {
	id: 'why',
	columns: [],
	keys: frame => keysOf(whyRows(frame)),
	total: frame => whyRows(frame).length,
	cells(frame, key) {
		const row = whyRows(frame).find(each => each.key === key);
		return row === undefined ? [] : [[row.kind, wordsOfRow(row)]];
	},
};
