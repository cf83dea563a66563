import test from 'ava';
import {headlineOf} from '../../source/commands/headline.js';
import {torrentColumns} from '../../source/store/columns.js';
import type {Severity} from '../../source/store/finding.js';
import {RowTable} from '../../source/store/row-table.js';
import {numbersOf} from '../store/rows.js';

function torrent(severity: Severity, requesting: number) {
	const numbers = Float64Array.from(numbersOf(torrentColumns, {id: 1, requesting}));
	const finding = {
		id: 'E00',
		severity,
		since: 0,
		headline: 'It rains',
		evidence: [],
		actions: [],
		reference: '',
	};
	return {findings: [finding], row: new RowTable(torrentColumns, numbers).row(0)};
}

test('what holds a torrent up is its headline, whatever else it does', t => {
	t.is(headlineOf(torrent('error', 0)), 'It rains');
	t.is(headlineOf(torrent('warn', 3)), 'It rains');
});

test('what is normal is the headline only while nothing is asked for', t => {
	t.is(headlineOf(torrent('info', 0)), 'It rains');
	t.is(headlineOf(torrent('info', 1)), undefined);
});

test('without findings there is no headline', t => {
	t.is(headlineOf({findings: [], row: undefined}), undefined);
});
