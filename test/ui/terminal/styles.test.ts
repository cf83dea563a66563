import test from 'ava';
import {Pen, Styles} from '../../../source/ui/terminal/styles.js';

function styleAfter(...sequences: readonly string[]): string {
	const pen = new Pen();
	for (const parameters of sequences) {
		pen.apply(parameters);
	}
	return pen.style;
}

test('the pen keeps what was set and forgets what was ended', t => {
	t.is(styleAfter('1', '38;5;79'), '1,38;5;79');
	t.is(styleAfter('1', '38;5;79', '22'), '38;5;79');
	t.is(styleAfter('38;5;79;48;5;24', '39'), '48;5;24');
	t.is(styleAfter('38;2;1;2;3'), '38;2;1;2;3');
	t.is(styleAfter('31', '97', '7', '4'), '4,7,97');
	t.is(styleAfter('44', '104', '24', '27', '49'), '');
	t.is(styleAfter('1', '38;5;79', ''), '');
});

test('equal styles have equal numbers, plain is 0', t => {
	const styles = new Styles();
	t.is(styles.numberOf(''), 0);
	t.is(styles.numberOf('1,31'), styles.numberOf('1,31'));
	t.not(styles.numberOf('1'), styles.numberOf('31'));
});

test('a transition says only what changes, and resets only when something has to go', t => {
	const styles = new Styles();
	const red = styles.numberOf('31');
	const boldRed = styles.numberOf('1,31');
	const green = styles.numberOf('32');
	const onBlue = styles.numberOf('31,44');
	t.is(styles.transition(red, red), '');
	t.is(styles.transition(red, 0), '\x1B[m');
	t.is(styles.transition(0, boldRed), '\x1B[1;31m');
	t.is(styles.transition(red, boldRed), '\x1B[1m');
	t.is(styles.transition(red, green), '\x1B[32m');
	t.is(styles.transition(boldRed, green), '\x1B[0;32m');
	t.is(styles.transition(red, onBlue), '\x1B[44m');
	t.is(styles.transition(onBlue, red), '\x1B[0;31m');
});
