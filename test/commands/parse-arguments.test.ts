import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {commandNames, commandsTable} from '../../source/commands/command-table.js';
import {UsageError} from '../../source/commands/exit.js';
import {type FlagRow, flagHelpName, flagsTable} from '../../source/commands/flags.js';
import {parseArguments} from '../../source/commands/parse-arguments.js';
import {temporaryFolder} from './cli.js';

async function message(t: ExecutionContext, ...argv: readonly string[]): Promise<string> {
	const error = await t.throwsAsync(parseArguments(argv), {instanceOf: UsageError}, argv.join(' '));
	return error?.message ?? '';
}

test('flags may stand before and after the command and its words', async t => {
	const {name, words, flags} = await parseArguments(
		'--json -d /data get --port=0 a.torrent --no-dht --peer 1.2.3.4:1 b.torrent --peer [::1]:2'.split(
			' ',
		),
	);
	t.is(name, 'get');
	t.deepEqual(words, ['a.torrent', 'b.torrent']);
	t.deepEqual(flags, {
		json: true,
		dir: '/data',
		port: '0',
		dht: false,
		peer: ['1.2.3.4:1', '[::1]:2'],
	});
});

test('every flag of every command is understood, as a value of its kind', async t => {
	for (const name of ['', ...commandNames]) {
		for (const flag of commandsTable[name]!.flags) {
			const row: FlagRow = flagsTable[flag];
			const value = row.kind === 'switch' ? [] : ['some value'];
			const argv = [...(name === '' ? [] : [name]), './x', flagHelpName(flag), ...value];
			const {flags} = await parseArguments(argv);
			const expected = {
				switch: row.isOnByDefault !== true,
				text: 'some value',
				list: ['some value'],
			};
			t.deepEqual(flags, {[flag]: expected[row.kind]}, argv.join(' '));
		}
	}
});

test('a torrent without a command opens the screen', async t => {
	const folder = temporaryFolder(t);
	const path = join(folder, 'plain');
	writeFileSync(path, '');
	for (const word of [
		'x.torrent',
		'./x',
		path,
		'magnet:?xt=urn:btih:x',
		'http://h/x',
		'a'.repeat(40),
		'B'.repeat(64),
		'a'.repeat(32),
	]) {
		const {name, words} = await parseArguments([word]);
		t.is(name, '');
		t.deepEqual(words, [word]);
	}
	t.is((await parseArguments([])).name, '');
});

test('words behind -- are words', async t => {
	const {words} = await parseArguments(['show', '--', '--json']);
	t.deepEqual(words, ['--json']);
});

test('an unknown command names the nearest', async t => {
	t.is(await message(t, 'gte'), 'gte is neither a command nor a file here; did you mean get?');
	t.regex(await message(t, 'verfy', 'x'), /did you mean verify\?/);
	t.regex(await message(t, 'CREATE'), /did you mean create\?/);
});

test('an unknown flag names the nearest, or the command it belongs to', async t => {
	t.is(await message(t, 'get', 'x', '--jsno'), 'there is no flag --jsno; did you mean --json?');
	t.regex(await message(t, 'get', 'x', '--no-trackres'), /did you mean --no-trackers\?/);
	t.regex(await message(t, 'get', 'x', '--maxdown=5'), /did you mean --max-down\?/);
	t.regex(await message(t, 'get', 'x', '--no-dir'), /no flag --no-dir/);
	t.regex(await message(t, 'get', 'x', '-x'), /no flag -x/);
	t.is(
		await message(t, 'get', 'x', '--private'),
		'--private is no flag of unchoke get; it belongs to unchoke create',
	);
	t.regex(await message(t, 'get', 'x', '--\u001B[31m'), /no flag --\\x1b\[31m;/);
	t.regex(await message(t, '--__proto__', 'get', 'x'), /no flag --__proto__/);
});

test('a flag without its value, or given twice, is refused', async t => {
	t.is(await message(t, 'get', 'x', '--dir'), '--dir needs a value: --dir DIR');
	t.regex(await message(t, 'get', 'x', '--dir', '--json'), /--dir needs a value/);
	t.regex(await message(t, 'get', 'x', '--peer'), /--peer needs a value: --peer HOST:PORT/);
	t.regex(await message(t, 'get', 'x', '-d', 'a', '--dir=b'), /--dir can be given only once/);
	t.is((await parseArguments(['get', 'x', '--json', '--json'])).flags.json, true);
	t.is((await parseArguments(['get', 'x', '--max-down', '-5'])).flags.maxDown, '-5');
});

test('a missing word, or one too many, shows the usage', async t => {
	t.is(await message(t, 'show'), 'something is missing: unchoke show <torrent>');
	t.is(await message(t, 'show', 'a', 'b'), 'there is a word too many: unchoke show <torrent>');
	t.regex(await message(t, 'get'), /unchoke get <torrent…>/);
});

test('help and version need no words', async t => {
	t.is((await parseArguments(['get', '--help'])).flags.help, true);
	t.is((await parseArguments(['-h'])).flags.help, true);
	t.is((await parseArguments(['--version'])).flags.version, true);
	const {name, flags} = await parseArguments(['help', 'create']);
	t.is(name, 'create');
	t.is(flags.help, true);
});
