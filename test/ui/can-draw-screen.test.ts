import test from 'ava';
import {canDrawScreen} from '../../source/ui/can-draw-screen.js';

const terminal = {stdin: {isTTY: true}, stdout: {isTTY: true}};

test('a terminal with both ends can', t => {
	t.true(canDrawScreen(terminal, {TERM: 'xterm'}));
	t.true(canDrawScreen(terminal, {}));
	t.true(canDrawScreen(terminal, {CI: 'false'}));
});

test('a pipe, a dumb terminal and a build pipeline can’t', t => {
	t.false(canDrawScreen({...terminal, stdout: {}}, {}));
	t.false(canDrawScreen({...terminal, stdin: {isTTY: false}}, {}));
	t.false(canDrawScreen(terminal, {TERM: 'dumb'}));
	t.false(canDrawScreen(terminal, {CI: '1'}));
	t.false(canDrawScreen(terminal, {CI: 'true'}));
});
