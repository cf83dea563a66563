import test from 'ava';
import {canDrawScreen} from '../../source/ui/can-draw-screen.js';

const terminal = {stdin: {isTTY: true}, stdout: {isTTY: true}};

test('a terminal at both ends can', t => {
	t.true(canDrawScreen(terminal, {TERM: 'xterm'}));
	t.true(canDrawScreen(terminal, {}));
});

test('a person’s terminal can, even where CI is set', t => {
	t.true(canDrawScreen(terminal, {CI: '1'}));
});

test('a pipe at either end and a dumb terminal can’t', t => {
	t.false(canDrawScreen({...terminal, stdout: {}}, {}));
	t.false(canDrawScreen({...terminal, stdin: {isTTY: false}}, {}));
	t.false(canDrawScreen(terminal, {TERM: 'dumb'}));
});
