import {readFileSync} from 'node:fs';
import test from 'ava';
import {commandNames} from '../source/commands/command-table.js';
import {environmentName} from '../source/commands/config/configuration.js';
import {flagsMarkdown, settingsMarkdown} from './readme-tables.js';

/** The formatter pads the cells of a table: what counts is what stands in them. */
function unpadded(markdown: string): string {
	return markdown.replaceAll(/-{3,}/g, '---').replaceAll(/ {2,}/g, ' ');
}

const readme = unpadded(readFileSync(new URL('../../readme.md', import.meta.url), 'utf8'));

test("the readme's table of settings is the program's", t => {
	t.true(readme.includes(settingsMarkdown()), settingsMarkdown());
});

test("the readme's table of flags is the program's", t => {
	t.true(readme.includes(flagsMarkdown()), flagsMarkdown());
});

test('the readme names every command', t => {
	for (const name of commandNames) {
		t.true(readme.includes(`unchoke ${name}`), name);
	}
});

test('the example of an environment variable in the readme is one', t => {
	t.true(readme.includes(environmentName('availabilityTimeout')));
});
