import test from 'ava';
import {checklist, checks} from '../../../source/diagnosis/checklist/checklist.js';
import {rules} from '../../../source/diagnosis/rules.js';
import type {Finding, Severity} from '../../../source/store/finding.js';
import {defaultSettings} from '../../../source/store/settings.js';
import {StateKeeper} from '../../../source/store/state-keeper.js';
import {check, lookAt} from './checklist-fixture.js';

function findings(...severities: ReadonlyArray<readonly [string, Severity]>) {
	const held = severities.map(
		([id, severity]): Finding => ({
			id,
			severity,
			since: 0,
			headline: '',
			evidence: [],
			actions: [],
			reference: '',
		}),
	);
	return {
		events: [{type: 'findings', torrentId: 1, epochMs: 0, findings: held, changes: []} as const],
	};
}

test('every rule judges exactly one check', t => {
	const judging = checks.flatMap(each => each.rules);
	t.deepEqual(judging.toSorted(), rules.map(({id}) => id).toSorted());
});

test('the checks stand in the order in which a download needs them', t => {
	t.deepEqual(
		lookAt().map(({id}) => id),
		[
			'torrent',
			'disk',
			'machine',
			'listening',
			'trackers',
			'dht',
			'addresses',
			'reachable',
			'handshakes',
			'availability',
			'choking',
			'pipeline',
			'data',
		],
	);
});

test('what a rule warns of is poor, what it reports as an error is bad, what it calls normal stays', t => {
	const downloading = {row: {downBytes: 1, sending: 1, downBytesPerSecond: 1}};
	t.is(check('data', downloading).mark, 'good');
	t.is(check('data', downloading, findings(['E37', 'warn'])).mark, 'poor');
	t.is(check('data', downloading, findings(['E37', 'warn'], ['E24', 'error'])).mark, 'bad');
	t.is(check('data', downloading, findings(['E34', 'info'])).mark, 'good');
});

test('a finding of another check changes nothing', t => {
	t.is(check('data', {row: {downBytes: 1, sending: 1}}, findings(['E08', 'error'])).mark, 'good');
});

test('a torrent that no snapshot has told of has no list', t => {
	t.deepEqual(checklist(new StateKeeper(defaultSettings).state, 1), []);
});
