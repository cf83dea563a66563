import {readFileSync} from 'node:fs';
import test from 'ava';
import {commandNames} from '../source/commands/command-table.js';
import {environmentName} from '../source/commands/config/configuration.js';
import {readmeTables, unpadded, withTables} from './readme-tables.js';

const readme = readFileSync(new URL('../../readme.md', import.meta.url), 'utf8');

test("the readme's tables are the program's (npm run readme writes them)", t => {
	for (const name of readmeTables.keys()) {
		t.true(readme.includes(`<!-- table: ${name} -->`), name);
	}
	t.is(unpadded(readme), unpadded(withTables(readme)));
});

test('the readme names every command', t => {
	for (const name of commandNames) {
		t.true(readme.includes(`unchoke ${name}`), name);
	}
});

test('the example of an environment variable in the readme is one', t => {
	t.true(readme.includes(environmentName('availabilityTimeout')));
});
