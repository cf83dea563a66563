import test from 'ava';
import {completions, parseLine, usage} from '../../../source/ui/keys/command-line.js';
import {commandTable} from '../../../source/ui/keys/command-table.js';
import {fakeFrame} from '../fake/fake-frame.js';

function parsed(line: string): string {
	const result = parseLine(line, commandTable);
	return typeof result === 'string' ? result : `${result.command.name}(${result.text})`;
}

test('a line is a command and its text, with a colon or without', t => {
	t.is(parsed('pause'), 'pause()');
	t.is(parsed(':announce'), 'announce()');
	t.is(parsed('  set   maxPeers  200 '), 'set(maxPeers  200)');
});

test('the beginning of one name is enough', t => {
	t.is(parsed('ann'), 'announce()');
	t.is(parsed('rem'), 'there is no command rem; there is remove, remove-with-data');
});

test('what can’t be run is said', t => {
	t.is(parsed('fly'), 'there is no command fly; ? shows all');
	t.is(parsed(''), 'there is no command ; ? shows all');
	t.is(parsed('tracker'), 'tracker needs <url>');
});

test('names and arguments complete', async t => {
	const frame = await fakeFrame();
	t.deepEqual(completions('rem', commandTable, frame), ['remove', 'remove-with-data']);
	t.deepEqual(completions('theme d', commandTable, frame), ['theme dark']);
	t.true(completions('sort ', commandTable, frame).includes('sort down'));
	t.deepEqual(completions('set encr', commandTable, frame), ['set encryption']);
	t.deepEqual(completions('set encryption r', commandTable, frame), [
		'set encryption require',
		'set encryption prefer',
	]);
	t.deepEqual(completions('set dht ', commandTable, frame), ['set dht true', 'set dht false']);
	t.deepEqual(completions('nonsense x', commandTable, frame), []);
});

test('while it is typed a command says what it does, and a setting what it is', async t => {
	const frame = await fakeFrame();
	t.is(usage('track', commandTable, frame), '');
	t.is(usage('tracker ', commandTable, frame), 'add a tracker');
	t.regex(usage('set connectTimeout ', commandTable, frame), /^now 10s: give up a TCP connection/);
	t.regex(usage('set maxDown=', commandTable, frame), /^now without limit: /);
});

test('what has the stem only inside comes after what begins with it', async t => {
	const frame = await fakeFrame();
	const found = completions('pane', commandTable, frame);
	t.deepEqual(found, ['next-pane', 'previous-pane', 'why-pane']);
	t.is(completions('p', commandTable, frame)[0]?.[0], 'p');
});
