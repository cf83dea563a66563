import test from 'ava';
import {isSure, type Progress} from '../../../source/commands/doctor/sureness.js';
import {torrentColumns, torrentStates} from '../../../source/store/columns.js';
import type {Finding, Severity} from '../../../source/store/finding.js';
import {RowTable} from '../../../source/store/row-table.js';
import type {TorrentRow} from '../../../source/store/torrent-row.js';
import {tracker} from '../../diagnosis/metrics-fixture.js';
import {numbersOf} from '../../store/rows.js';

type State = (typeof torrentStates)[number];

function row(state: State, numbers: Partial<TorrentRow> = {}): TorrentRow {
	const values = {id: 1, ...numbers, state: torrentStates.indexOf(state)};
	return new RowTable(torrentColumns, Float64Array.from(numbersOf(torrentColumns, values))).row(0);
}

function finding(severity: Severity): Finding {
	return {id: 'E08', severity, since: 0, headline: '', evidence: [], actions: [], reference: ''};
}

/** An error has stood for long, everybody answered, half a minute is left. */
function progress(difference: Partial<Progress> = {}): Progress {
	return {
		row: row('downloading'),
		sample: null,
		findings: [finding('error')],
		pending: [],
		elapsedMs: 20_000,
		remainingMs: 30_000,
		quietMs: 10_000,
		flowingMs: 0,
		timeScale: 1,
		...difference,
	};
}

test('an error that stands while nothing else comes is the last word', t => {
	t.true(isSure(progress()));
	t.true(isSure(progress({findings: [finding('warn')]})));
	t.false(isSure(progress({quietMs: 4999})));
	t.true(isSure(progress({quietMs: 5000})));
});

test('a rule that would become the headline within the time left is waited for', t => {
	const pending = [{id: 'E29c', severity: 'error', change: 'appears', dueMs: 30_000} as const];
	t.false(isSure(progress({pending})));
	t.true(isSure(progress({pending, remainingMs: 29_999})));
});

test('what is checking the disk says nothing yet', t => {
	t.false(isSure(progress({row: row('checking')})));
	t.false(isSure(progress({row: row('metadata')})));
});

test('who was asked and has not answered is waited for, but not forever', t => {
	const asked = {
		torrentId: 1,
		peers: new Float64Array(0),
		trackers: [tracker({state: 'announcing', failures: 0, peers: null})],
		blocks: new Float64Array(0),
		unavailable: new Uint32Array(0),
		diskFailure: null,
	};
	t.false(isSure(progress({sample: asked})));
	t.false(isSure(progress({row: row('downloading', {connecting: 1})})));
	t.false(isSure(progress({row: row('downloading', {candidatesUntried: 1})})));
	t.true(isSure(progress({sample: asked, elapsedMs: 30_000})));
});

test('without findings only data that flows for a while makes sure', t => {
	t.false(isSure(progress({findings: []})));
	t.false(isSure(progress({findings: [], flowingMs: 9999})));
	t.true(isSure(progress({findings: [], flowingMs: 10_000})));
	t.false(isSure(progress({findings: [finding('info')]})));
	t.true(isSure(progress({findings: [finding('info')], flowingMs: 10_000})));
});

test('what is complete has nothing to wait for but the answers', t => {
	t.true(isSure(progress({row: row('seeding'), findings: []})));
	t.false(isSure(progress({row: row('seeding', {connecting: 2}), findings: []})));
});

test('the times shrink with the time scale of the diagnoses', t => {
	t.true(isSure(progress({timeScale: 0.1, quietMs: 500})));
	t.true(isSure(progress({timeScale: 0.1, findings: [], flowingMs: 1000})));
});
