import {checklist} from '../../diagnosis/checklist/checklist.js';
import type {StoreState} from '../../store/store-state.js';
import {renderTable} from '../../ui/table.js';
import type {Look} from '../../ui/theme/look.js';
import {checkText, detailTexts, wrapped} from './checklist-lines.js';
import {findingText} from './finding-lines.js';
import {closedTable, peersTable} from './peer-tables.js';
import {wayEnd} from './way-end.js';

/** How a report is written. */
export interface ReportLayout {
	readonly look: Look;
	/** Columns there are. */
	readonly width: number;
	/** Rows of a table at most. */
	readonly rows: number;
}

/**
 * All there is to say about a torrent, as text that ends without a line break: the checklist, the findings with evidence
 * and actions, the peers, what ended. Only from the state, so that a help bundle reads as the live report did.
 */
export function reportText(state: StoreState, torrentId: number, layout: ReportLayout): string {
	const {look, width, rows} = layout;
	const title = (text: string): string => look.paint('header', text);
	const lines = checklist(state, torrentId).flatMap(check => [
		checkText(check, look, width),
		...detailTexts(check, look, width),
	]);
	const findings = state.findings.get(torrentId) ?? [];
	const tables = [peersTable(state, torrentId, layout), closedTable(state, torrentId, rows)]
		.filter(table => table.rows.length > 0)
		.map(table => renderTable(table, {width, isAscii: look.isAscii}));
	return [
		[title('Checklist'), ...lines].join('\n'),
		[
			title('Findings'),
			...(findings.length === 0
				? [withoutFindings(state, torrentId, layout)]
				: findings.map(finding => findingText(finding, look, width, state.epochMs))),
		].join('\n'),
		...tables,
	].join('\n\n');
}

function withoutFindings(
	state: StoreState,
	torrentId: number,
	{look, width}: ReportLayout,
): string {
	const end = wayEnd(state, torrentId);
	const text =
		end === null
			? 'none: nothing that stands in the way was found'
			: `none so far; the way to the first byte ends at ${end}`;
	return `  ${wrapped(text, width, '  ', look)}`;
}
