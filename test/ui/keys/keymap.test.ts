import test from 'ava';
import {type Command, commandGroups} from '../../../source/ui/keys/command.js';
import {commandTable} from '../../../source/ui/keys/command-table.js';
import {checkBindings, Keymap} from '../../../source/ui/keys/keymap.js';

function command(name: string, keys: readonly string[], scopes?: Command['scopes']): Command {
	const base = {name, keys, help: '', group: 'Move', run() {}} as const;
	return scopes === undefined ? base : {...base, scopes};
}

test('a command for a place goes before one for everywhere', t => {
	const keymap = new Keymap([command('faster', [']']), command('raise', [']'], ['files'])]);
	t.is(keymap.find(']', 'files')?.name, 'raise');
	t.is(keymap.find(']', 'peers')?.name, 'faster');
	t.is(keymap.find('x', 'peers'), undefined);
});

test('bindings take the place of a command’s own keys', t => {
	const keymap = new Keymap([command('quit', ['q']), command('help', ['?'])], {quit: ['Q', 'f10']});
	t.is(keymap.find('q', 'peers'), undefined);
	t.is(keymap.find('f10', 'peers')?.name, 'quit');
	t.is(keymap.find('?', 'peers')?.name, 'help');
});

test('bindings are checked: the command must exist, the key be free where it holds', t => {
	const commands = [command('a', ['x']), command('b', ['y']), command('c', ['x'], ['files'])];
	t.deepEqual(checkBindings(commands, {b: ['z']}), {b: ['z']});
	t.is(checkBindings(commands, {nonsense: ['z']}), 'keys: there is no command nonsense');
	t.is(checkBindings(commands, {b: ['x']}), 'keys: x is taken by both a and b');
	t.deepEqual(checkBindings(commands, {b: ['x'], a: []}), {b: ['x'], a: []});
});

test('the table binds no key twice in one place, and names each command once', t => {
	t.deepEqual(checkBindings(commandTable, {}), {});
	const names = commandTable.map(each => each.name);
	t.is(new Set(names).size, names.length);
	for (const each of commandTable) {
		t.regex(each.name, /^[a-z][a-z-]*$/);
		t.true(commandGroups.includes(each.group));
		t.true(each.help.length > 0);
	}
});

test('every key of the screen’s list does something', t => {
	const keymap = new Keymap(commandTable);
	const listed =
		'j k up down g G pageup pagedown tab shift+tab 1 2 3 4 5 6 7 8 enter escape space / s S < > a p d D v t y f + w [ ] : ? q';
	for (const key of listed.split(' ')) {
		t.not(keymap.find(key, 'peers'), undefined, key);
	}
});
