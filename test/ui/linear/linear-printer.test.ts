import test from 'ava';
import {LinearPrinter} from '../../../source/ui/linear/linear-printer.js';

function printer() {
	const printed: string[] = [];
	return {printed, printer: new LinearPrinter(text => printed.push(text))};
}

test('only what is new is printed, and never over what was', t => {
	const {printed, printer: each} = printer();
	each.show(['a: 1% done', 'Why: x', 'row 1'], 0, true);
	each.show(['a: 1% done', 'Why: x', 'row 2'], 100, true);
	each.show(['a: 1% done', 'Why: x', 'row 2'], 200, true);
	t.deepEqual(printed, ['a: 1% done\r\nWhy: x\r\nrow 1\r\n', 'row 2\r\n']);
});

test('numbers that move by themselves are read out only now and then', t => {
	const {printed, printer: each} = printer();
	each.show(['a: 1.0% done, down 1.2 MB/s, 3m12s left', 'Why: 7 of 11 peers sending'], 0, false);
	each.show(['a: 1.1% done, down 980 kB/s, 3m10s left', 'Why: 6 of 11 peers sending'], 250, false);
	t.is(printed.length, 1);
	each.show(
		['a: 1.9% done, down 980 kB/s, 3m10s left', 'Why: 6 of 11 peers sending'],
		15_000,
		false,
	);
	t.is(printed.length, 2);
});

test('when something happens it is said at once', t => {
	const {printed, printer: each} = printer();
	each.show(['a: 1.0% done', 'Why: 7 of 11 peers sending'], 0, false);
	each.show(['a: 1.0% done', 'Why: Disk full'], 250, false);
	t.deepEqual(printed.slice(1), ['Why: Disk full\r\n']);
});
