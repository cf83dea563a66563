import {readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {commandNames, commandsTable} from '../../source/commands/command-table.js';
import {type FlagRow, flagHelpName, flagsTable} from '../../source/commands/flags.js';
import {cliPath, refused, runCli, startCli, temporaryFolder} from './cli.js';

const {version} = JSON.parse(
	readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
) as {version: string};

test('--version prints the version and nothing else', async t => {
	const {status, stdout, stderr} = await runCli(t, ['--version']);
	t.is(status, 0);
	t.is(stdout, `${version}\n`);
	t.is(stderr, '');
});

test('the help lists every command', async t => {
	const {status, stdout} = await runCli(t, ['--help']);
	t.is(status, 0);
	for (const name of commandNames) {
		t.regex(stdout, new RegExp(`^ {2}${name} `, 'm'));
	}
});

test('the help of a command has all its flags, with their values, and examples', async t => {
	for (const name of commandNames) {
		const {status, stdout} = await runCli(t, [name, '--help']);
		t.is(status, 0);
		t.true(stdout.startsWith(`unchoke ${name} `));
		for (const flag of commandsTable[name]!.flags) {
			const row: FlagRow = flagsTable[flag];
			t.true(stdout.includes(`${flagHelpName(flag)}${row.value ? ` ${row.value}` : ''}`), flag);
		}
		t.regex(stdout, new RegExp(`^Examples\n {2}unchoke ${name}`, 'm'));
	}
});

test('an unknown command is bad usage, told in one sentence', async t => {
	refused(t, await runCli(t, ['gte', 'x.torrent']), 2, 'gte', 'did you mean get?');
});

test('an unknown flag is bad usage, told in one sentence', async t => {
	refused(t, await runCli(t, ['show', 'x.torrent', '--jsn']), 2, '--jsn', 'did you mean --json?');
});

test('below Node 22 one sentence says so, and nothing is loaded that would not load there', async t => {
	const older = `Object.defineProperty(process, 'versions', {value: {...process.versions, node: '20.20.2'}})`;
	const result = await runCli(t, ['--version'], {
		env: {NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(older)}"`},
	});
	refused(t, result, 2, 'Node 22', '20.20.2');
	t.is(result.stdout, '');
	t.is(result.stderr.split('\n').length, 2);
	const source = readFileSync(cliPath, 'utf8');
	t.true(source.startsWith('#!/usr/bin/env node\n'));
	const imports = [...source.matchAll(/^import .* from ["'](.*?)["'];/gm)].map(([, name]) => name);
	t.true(imports.length > 0 && imports.every(name => name?.startsWith('node:')), String(imports));
});

test('a reader that goes away is no error', async t => {
	const {child, end} = startCli(t, ['--help']);
	child.stdout?.destroy();
	const {status, stderr} = await end;
	t.is(status, 0);
	t.is(stderr, '');
});

test('a bug of ours is one sentence with the log that has its stack', async t => {
	const home = temporaryFolder(t);
	const bug = `const parse = JSON.stringify; JSON.stringify = value => {
		if (value?.type === 'torrent') throw new TypeError('no such thing\\u001B[31m');
		return parse(value);
	}`;
	const result = await runCli(t, ['show', 'a'.repeat(40), '--json'], {
		env: {
			HOME: home,
			NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(bug)}"`,
		},
	});
	const log = join(home, 'state', 'unchoke', 'crash.log');
	refused(t, result, 1, 'a bug of unchoke', 'no such thing', log);
	t.false(result.stderr.includes('\u001B'));
	t.regex(readFileSync(log, 'utf8'), /TypeError: no such thing.*\n\s+at /s);
	t.is(statSync(log).mode & 0o777, 0o600);
});
