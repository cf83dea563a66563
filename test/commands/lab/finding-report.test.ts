import test from 'ava';
import {plainLook} from '../../../source/commands/doctor/plain-look.js';
import {FindingReport} from '../../../source/commands/lab/finding-report.js';
import type {Finding} from '../../../source/store/finding.js';

const finding: Finding = {
	id: 'E11',
	severity: 'warn',
	since: 1000,
	headline: 'Nobody offers this torrent',
	evidence: [{text: '127.0.0.1: 0 seeds'}],
	actions: [{label: 'Ask again', command: ':announce'}],
	reference: 'BEP 3',
};

test('a finding is told with its evidence and actions when it comes, and in a word when it goes', t => {
	const notes: string[] = [];
	const line = {update() {}, note: (text: string) => notes.push(text), close() {}};
	const report = new FindingReport({line, look: plainLook(false), width: 80});
	const tell = (state: 'appeared' | 'gone') =>
		report.handleEvents([
			{type: 'torrentComplete', torrentId: 1},
			{
				type: 'findings',
				torrentId: 1,
				epochMs: 4000,
				findings: [],
				changes: [{state, finding}],
			},
		]);
	tell('appeared');
	t.is(notes.length, 1);
	t.deepEqual(
		notes[0]!.split('\n').map(text => text.trim()),
		[
			'▲ E11  Nobody offers this torrent',
			'127.0.0.1: 0 seeds',
			'→ Ask again (:announce)',
			'for 3s; see BEP 3',
		],
	);
	tell('gone');
	t.deepEqual(notes.slice(1), ['  E11 is over']);
});
