import test from 'ava';
import fc from 'fast-check';
import {FindingOrder} from '../../source/diagnosis/finding-order.js';
import {rules} from '../../source/diagnosis/rules.js';
import type {Severity} from '../../source/store/finding.js';

const order = new FindingOrder(rules);
const ranked = fc.record({
	id: fc.constantFrom(...rules.map(({id}) => id)),
	severity: fc.constantFrom<Severity>('info', 'warn', 'error'),
});

test('the order is total: antisymmetric and transitive', t => {
	fc.assert(
		fc.property(ranked, ranked, ranked, (a, b, c) => {
			const isAntisymmetric = Math.sign(order.compare(a, b)) === -Math.sign(order.compare(b, a));
			const isTransitive =
				order.compare(a, b) > 0 || order.compare(b, c) > 0 || order.compare(a, c) <= 0;
			return isAntisymmetric && isTransitive;
		}),
	);
	t.pass();
});

test('only the same finding with the same severity ranks the same', t => {
	fc.assert(
		fc.property(
			ranked,
			ranked,
			(a, b) => (order.compare(a, b) === 0) === (a.id === b.id && a.severity === b.severity),
		),
	);
	t.pass();
});

test('the class counts more than the severity, unless it is info', t => {
	const sorted = [
		{id: 'E33', severity: 'warn'},
		{id: 'E31', severity: 'error'},
		{id: 'E29a', severity: 'info'},
		{id: 'E01', severity: 'info'},
		{id: 'E19', severity: 'warn'},
		{id: 'E20', severity: 'error'},
		{id: 'E05', severity: 'warn'},
		{id: 'E14b', severity: 'warn'},
	] as const;
	t.deepEqual(
		sorted.toSorted((a, b) => order.compare(a, b)).map(({id}) => id),
		['E20', 'E05', 'E19', 'E14b', 'E31', 'E33', 'E01', 'E29a'],
	);
});
