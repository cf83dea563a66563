import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {resolveConfiguration} from '../../source/commands/config/configuration.js';
import {
	readChosen,
	readPreferences,
	writeChosen,
	writePreferences,
} from '../../source/commands/screen-preferences.js';
import {temporaryFolder} from './cli.js';

test('the theme that was chosen is kept, other settings are not', t => {
	const folder = temporaryFolder(t);
	t.deepEqual(readChosen(folder), {});
	writeChosen(folder, {maxDown: 1000});
	t.deepEqual(readChosen(folder), {});
	writeChosen(folder, {theme: 'light'});
	t.deepEqual(readChosen(folder), {theme: 'light'});
	writePreferences(folder, {peers: {columns: ['address']}});
	t.deepEqual(readPreferences(folder), {peers: {columns: ['address']}});
	t.deepEqual(readChosen(folder), {theme: 'light'});
	writeFileSync(join(folder, 'look.json'), '{"theme": "mud"}');
	t.deepEqual(readChosen(folder), {});
	writeFileSync(join(folder, 'look.json'), 'no JSON');
	t.deepEqual(readChosen(folder), {});
});

test('what was chosen holds where nothing else is said', async t => {
	const folder = temporaryFolder(t);
	const theme = async (environment: Record<string, string>) => {
		const sources = {flags: {}, environment, configFolder: () => folder};
		return (await resolveConfiguration({...sources, chosen: {theme: 'light'}})).settings.theme;
	};
	t.is(await theme({}), 'light');
	t.is(await theme({UNCHOKE_THEME: 'contrast'}), 'contrast');
	writeFileSync(join(folder, 'config.toml'), 'theme = "none"');
	t.is(await theme({}), 'none');
});
