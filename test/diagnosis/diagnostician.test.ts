import test from 'ava';
import fc from 'fast-check';
import {Diagnostician} from '../../source/diagnosis/diagnostician.js';
import type {Metrics} from '../../source/diagnosis/metrics.js';
import {type Rule, type RuleClass, ruleClasses} from '../../source/diagnosis/rule.js';
import type {PeerColumn} from '../../source/store/columns.js';
import type {Severity} from '../../source/store/finding.js';
import {type Difference, metricsWith, peerRows} from './metrics-fixture.js';
import {triggers} from './triggers.js';

/** Metrics of a second of a run; its wall clock began at 0. */
function at(seconds: number, ...differences: Difference[]): Metrics {
	return metricsWith({now: seconds * 1000, epochMs: seconds * 1000}, ...differences);
}

function ids(findings: ReadonlyArray<{readonly id: string}>): string[] {
	return findings.map(({id}) => id);
}

/** Evaluates once a second from `from` to `to`; returns the ids shown at the last. */
function watch(
	diagnostician: Diagnostician,
	[from, to]: readonly [number, number],
	...differences: Difference[]
): string[] {
	let shown: string[] = [];
	for (let second = from; second <= to; second++) {
		shown = ids(diagnostician.evaluate(at(second, ...differences)).findings);
	}
	return shown;
}

const diskSlow = triggers['E35']!;

test('a finding appears when its predicate held for five seconds', t => {
	const diagnostician = new Diagnostician();
	t.deepEqual(watch(diagnostician, [0, 4], diskSlow), []);
	t.deepEqual(watch(diagnostician, [5, 5], diskSlow), ['E35']);
});

test('a predicate that holds with breaks never appears', t => {
	const diagnostician = new Diagnostician();
	for (let second = 0; second < 60; second++) {
		const {findings} = diagnostician.evaluate(at(second, ...(second % 4 === 3 ? [] : [diskSlow])));
		t.deepEqual(findings, []);
	}
});

test('a finding goes ten seconds after its predicate stopped', t => {
	const diagnostician = new Diagnostician();
	watch(diagnostician, [0, 6], diskSlow);
	t.deepEqual(watch(diagnostician, [7, 16]), ['E35']);
	t.deepEqual(watch(diagnostician, [17, 17]), []);
});

test('what somebody ended is gone at once, and so is waiting for an unchoke that came', t => {
	for (const id of ['E01', 'E02', 'E29a', 'E29b', 'E29c']) {
		const diagnostician = new Diagnostician();
		t.deepEqual(watch(diagnostician, [0, 6], triggers[id]!), [id]);
		t.deepEqual(watch(diagnostician, [7, 7]), [], id);
	}
});

test('what is said of peers is gone as soon as all of them are', t => {
	const watchThen = (...left: ReadonlyArray<Partial<Record<PeerColumn, number>>>) => {
		const diagnostician = new Diagnostician();
		const owing = {isSnubbed: 1, peerChoking: 0, piecesWanted: 5, outstanding: 1};
		const snubbed: Difference = {...triggers['E33']!, peerRows: peerRows([owing, owing])};
		t.deepEqual(watch(diagnostician, [0, 6], snubbed), ['E33']);
		return watch(diagnostician, [7, 7], {peerRows: peerRows(left)});
	};
	t.deepEqual(watchThen({}), ['E33'], 'one of them is here');
	t.deepEqual(watchThen(), []);
});

test('a finding whose predicate comes back in time stays, with the time it began', t => {
	const diagnostician = new Diagnostician();
	watch(diagnostician, [3, 10], diskSlow);
	watch(diagnostician, [11, 18]);
	const {findings, changes} = diagnostician.evaluate(at(19, diskSlow));
	t.deepEqual(changes, []);
	t.is(findings[0]!.since, 3000);
	t.deepEqual(watch(diagnostician, [20, 29]), ['E35'], 'the ten seconds begin anew');
});

test('after it went, it has to hold for its time again', t => {
	const diagnostician = new Diagnostician();
	watch(diagnostician, [0, 6], diskSlow);
	watch(diagnostician, [7, 17]);
	t.deepEqual(watch(diagnostician, [18, 22], diskSlow), []);
	t.deepEqual(watch(diagnostician, [23, 23], diskSlow), ['E35']);
});

test('changes tell what appeared and what is gone, once each', t => {
	const diagnostician = new Diagnostician();
	const changes: string[] = [];
	for (let second = 0; second < 40; second++) {
		const difference = second < 12 ? [diskSlow] : [];
		for (const {state, finding} of diagnostician.evaluate(at(second, ...difference)).changes) {
			changes.push(`${second} ${state} ${finding.id}`);
		}
	}
	t.deepEqual(changes, ['5 appeared E35', '22 gone E35']);
});

test('a change of severity shows as gone and appeared', t => {
	const diagnostician = new Diagnostician();
	const failing = triggers['E09']!;
	watch(diagnostician, [0, 6], failing);
	const {changes} = diagnostician.evaluate(at(7, failing, {peers: {handshaken: 1}}));
	t.deepEqual(
		changes.map(({state, finding}) => `${state} ${finding.id} ${finding.severity}`),
		['gone E09 error', 'appeared E09 warn'],
	);
	t.is(changes[1]!.finding.since, 0);
});

test('a rule that states its own time appears at that time', t => {
	const diagnostician = new Diagnostician();
	const choked = (chokedForMs: number): Difference => ({
		peers: {withWanted: 3, usable: 0},
		clocks: {chokedForMs},
	});
	t.deepEqual(ids(diagnostician.evaluate(at(59, choked(59_000))).findings), []);
	t.deepEqual(ids(diagnostician.evaluate(at(60, choked(60_000))).findings), ['E29b']);
});

test('the words follow the figures while it holds, and stay as they were after it', t => {
	const diagnostician = new Diagnostician();
	const slow = (writeP95Ms: number): Difference => ({engine: {disk: {writeP95Ms}}});
	watch(diagnostician, [0, 6], slow(600));
	t.regex(diagnostician.evaluate(at(7, slow(900))).findings[0]!.headline, /900 ms/u);
	t.regex(diagnostician.evaluate(at(8, slow(1))).findings[0]!.headline, /900 ms/u);
});

test('what was said about a running torrent is gone at once when it is paused', t => {
	const diagnostician = new Diagnostician();
	watch(diagnostician, [0, 6], diskSlow);
	const {findings, changes} = diagnostician.evaluate(at(7, diskSlow, {torrent: {state: 'paused'}}));
	t.deepEqual(findings, []);
	t.deepEqual(
		changes.map(({state, finding}) => `${state} ${finding.id}`),
		['gone E35'],
	);
});

test('the time scale shrinks both holds', t => {
	const diagnostician = new Diagnostician();
	const evaluate = (ms: number, ...differences: Difference[]) =>
		ids(diagnostician.evaluate(metricsWith({now: ms, timeScale: 0.01}, ...differences)).findings);
	t.deepEqual(evaluate(0, diskSlow), []);
	t.deepEqual(evaluate(49, diskSlow), []);
	t.deepEqual(evaluate(50, diskSlow), ['E35']);
	t.deepEqual(evaluate(60), ['E35']);
	t.deepEqual(evaluate(159), ['E35']);
	t.deepEqual(evaluate(160), []);
});

test('E38 silences E11, and E11 comes back when E38 is gone', t => {
	const diagnostician = new Diagnostician();
	t.deepEqual(watch(diagnostician, [0, 6], triggers['E38']!), ['E38']);
	t.deepEqual(watch(diagnostician, [7, 20], triggers['E11']!), ['E11']);
});

test('info is the headline only where nothing else holds', t => {
	const diagnostician = new Diagnostician();
	const cap = triggers['E34']!;
	t.deepEqual(watch(diagnostician, [0, 6], cap), ['E34']);
	t.is(diagnostician.evaluate(at(7, cap)).headline?.id, 'E34');
	t.deepEqual(watch(diagnostician, [8, 15], cap, diskSlow), ['E35', 'E34']);
	t.is(diagnostician.evaluate(at(16, cap, diskSlow)).headline?.id, 'E35');
});

test('a local error stands before what goes wrong further out', t => {
	const diagnostician = new Diagnostician();
	const all = [triggers['E33']!, triggers['E03']!, triggers['E12']!];
	t.deepEqual(watch(diagnostician, [0, 6], ...all), ['E03', 'E12', 'E33']);
});

test('rules that would outrank the headline are pending with the time they have left', t => {
	const diagnostician = new Diagnostician();
	const choked: Difference = {peers: {withWanted: 3, usable: 0}, clocks: {chokedForMs: 20_000}};
	const first = diagnostician.evaluate(at(0, choked));
	t.deepEqual(
		first.pending.map(({id, dueMs}) => [id, dueMs]),
		[
			['E29a', 5000],
			['E29b', 40_000],
			['E29c', 280_000],
		],
	);
	watch(diagnostician, [1, 6], choked, triggers['E03']!);
	t.deepEqual(diagnostician.evaluate(at(7, choked, triggers['E03']!)).pending, []);
});

test('a headline that holds no more is pending to go, others are not', t => {
	const diagnostician = new Diagnostician();
	const both = [triggers['E33']!, triggers['E12']!];
	t.deepEqual(watch(diagnostician, [0, 6], ...both), ['E12', 'E33']);
	const {pending} = diagnostician.evaluate(at(7));
	t.deepEqual(pending, [{id: 'E12', severity: 'warn', change: 'goes', dueMs: 10_000}]);
	t.deepEqual(diagnostician.evaluate(at(9)).pending[0]?.dueMs, 8000);
	t.deepEqual(diagnostician.evaluate(at(17)).pending, []);
});

test('a healthy download has nothing pending but the reachability it has shown', t => {
	t.deepEqual(new Diagnostician().evaluate(at(0)).pending, []);
});

/** Rules that hold when their place in `holding` says so. */
function scripted(
	specs: ReadonlyArray<{readonly class: RuleClass; readonly severity: Severity}>,
	isHolding: (place: number) => boolean,
): Rule[] {
	return specs.map(({class: ruleClass, severity}, place) => ({
		id: `E${String(place).padStart(2, '0')}`,
		class: ruleClass,
		scope: 'always',
		reference: 'test',
		judge: () =>
			isHolding(place)
				? {severity, headline: 'x', evidence: () => [{text: 'x'}], actions: []}
				: undefined,
	}));
}

const specs = fc.array(
	fc.record({
		class: fc.constantFrom(...ruleClasses),
		severity: fc.constantFrom<Severity>('info', 'warn', 'error'),
	}),
	{minLength: 1, maxLength: 20},
);

test('whatever holds, all of it is listed, infos last, then by class, severity and id', t => {
	fc.assert(
		fc.property(specs, list => {
			const diagnostician = new Diagnostician(scripted(list, () => true));
			watch(diagnostician, [0, 4]);
			const {findings, headline} = diagnostician.evaluate(at(5));
			const keys = findings.map(({id, severity}) => {
				const {class: ruleClass} = list[Number(id.slice(1))]!;
				return [
					severity === 'info' ? 1 : 0,
					ruleClasses.indexOf(ruleClass),
					['error', 'warn', 'info'].indexOf(severity),
					Number(id.slice(1)),
				];
			});
			const isOrdered = keys.every((key, place) => {
				const before = keys[place - 1];
				const differing = key.findIndex((part, index) => part !== before?.[index]);
				return before === undefined || key[differing]! > before[differing]!;
			});
			return findings.length === list.length && headline === findings[0] && isOrdered;
		}),
	);
	t.pass();
});

test('whatever comes and goes, the changes add up to what is shown', t => {
	const runs = fc.array(fc.array(fc.boolean(), {minLength: 20, maxLength: 20}), {maxLength: 80});
	fc.assert(
		fc.property(specs, runs, (list, moments) => {
			let holding: readonly boolean[] = [];
			const diagnostician = new Diagnostician(scripted(list, place => holding[place]!));
			const shown = new Set<string>();
			return moments.every((moment, second) => {
				holding = moment;
				const {findings, changes} = diagnostician.evaluate(at(second));
				const areConsistent = changes.every(({state, finding}) =>
					state === 'gone'
						? shown.delete(finding.id)
						: !shown.has(finding.id) && shown.add(finding.id),
				);
				return areConsistent && ids(findings).toSorted().join() === [...shown].toSorted().join();
			});
		}),
	);
	t.pass();
});
