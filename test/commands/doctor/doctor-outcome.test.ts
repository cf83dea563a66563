import test from 'ava';
import {
	examinationOutcome,
	verdict,
	waitingText,
} from '../../../source/commands/doctor/doctor-outcome.js';
import type {Finding, Severity} from '../../../source/store/finding.js';

function finding(severity: Severity, id = 'E01'): Finding {
	return {id, severity, since: 0, headline: 'It rains', evidence: [], actions: [], reference: ''};
}

function judged(findings: readonly Finding[], wayEnd: string | null = null) {
	return {name: 'a', findings, wayEnd};
}

test('an error among the findings is exit 1, anything else is 0', t => {
	t.deepEqual(verdict(judged([])), {status: 0, sentence: 'nothing wrong was found with a'});
	t.deepEqual(verdict(judged([finding('error')])), {status: 1, sentence: 'a: E01 It rains'});
	t.deepEqual(verdict(judged([finding('warn', 'E21'), finding('error', 'E29c')])), {
		status: 1,
		sentence: 'a: E29c It rains',
	});
	t.deepEqual(verdict(judged([finding('warn')])), {
		status: 0,
		sentence: 'no error was found with a, but: E01 It rains',
	});
	t.is(verdict(judged([finding('info')])).status, 0);
});

test('nothing is called well of which nothing has come', t => {
	const end = 'Reachable: 3 tries: 3 refused';
	t.is(
		verdict(judged([], end)).sentence,
		`nothing of a has come yet, and no cause is certain so far; ${end}`,
	);
	t.deepEqual(verdict(judged([finding('warn')], end)), {
		status: 0,
		sentence: 'nothing of a has come yet: E01 It rains',
	});
	t.is(verdict(judged([finding('error')], end)).status, 1);
});

test('an interruption is 130 and says what is known', t => {
	t.deepEqual(examinationOutcome({kind: 'interrupted'}, judged([finding('error')])), {
		status: 130,
		sentence: 'interrupted; so far: a: E01 It rains',
	});
});

test('what the user gave wrong is 2, what the engine refused otherwise is 1', t => {
	const refused = {kind: 'refused', error: 'no', isUsage: true} as const;
	t.deepEqual(examinationOutcome(refused, judged([])), {status: 2, sentence: 'no'});
	t.is(examinationOutcome({...refused, isUsage: false}, judged([])).status, 1);
});

test('a crash is thrown with its stack', t => {
	const error = t.throws(() =>
		examinationOutcome({kind: 'crashed', message: 'm', stack: 's'}, judged([])),
	);
	t.is(error?.stack, 's');
});

test('what a longer look would tell comes with the flag that waits for it', t => {
	t.is(waitingText([], 60_000), undefined);
	const pending = [
		{id: 'E23', severity: 'warn', change: 'goes', dueMs: 900},
		{id: 'E29b', severity: 'warn', change: 'appears', dueMs: 1400},
	] as const;
	t.is(
		waitingText(pending, 60_000),
		'Not over yet: if nothing changes, E29b follows in 2s; --for 1m3s waits for it.',
	);
});
