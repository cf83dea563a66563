import {spawnSync} from 'node:child_process';
import test from 'ava';
import {commandNames, commandsTable, commandText} from '../../../source/commands/command-table.js';
import {settingNames} from '../../../source/commands/config/setting-text.js';
import {type FlagName, flagHelpName, flagsTable} from '../../../source/commands/flags.js';
import {manualPage} from '../../../source/commands/manual/manual.js';
import {roffText} from '../../../source/commands/manual/roff.js';

const page = manualPage('1.2.3');

test('the manual has every command, flag, setting and example', t => {
	for (const name of commandNames) {
		t.true(page.includes(`\\fB${roffText(commandText(name))}\\fR`), name);
		for (const example of commandsTable[name]!.examples) {
			t.true(page.includes(roffText(`${commandText(name)} ${example}`)), example);
		}
	}
	for (const name of Object.keys(flagsTable) as FlagName[]) {
		t.true(page.includes(`\\fB${roffText(flagHelpName(name))}\\fR`), name);
	}
	for (const name of settingNames) {
		t.true(page.includes(`\n\\fB${name}\\fR\n`), name);
	}
	t.regex(page, /^\.TH UNCHOKE 1 "" "unchoke 1\.2\.3"/);
});

test('no text becomes a command of roff', t => {
	t.is(roffText(".so /etc/passwd\n'a\\b -c"), "\\&.so /etc/passwd\n\\&'a\\eb \\-c");
	for (const line of page.split('\n')) {
		t.regex(line, /^(?:\.(?:TH|nh|ad|SH|SS|PP|TP|EX|EE|RS|RE|br)\b|[^.'])|^$/, line);
	}
});

test('groff reads it without a complaint, where there is one', t => {
	const {error, stderr, stdout} = spawnSync('groff', ['-k', '-man', '-Tutf8', '-ww'], {
		input: page,
	});
	if (error !== undefined) {
		t.pass('groff is not installed');
		return;
	}
	t.is(stderr.toString(), '');
	const text = stdout.toString().replaceAll(/\u001B\[\d*m|.\u0008/g, '');
	t.regex(text, /EXIT STATUS/);
	t.regex(text, /--set KEY=VALUE/);
});
