import test from 'ava';
import {settingByText} from '../../source/commands/screen-run.js';

test('a setting typed into the screen is read, and a misspelt one named', async t => {
	t.deepEqual(await settingByText('maxDown', '2M'), {maxDown: 2_000_000});
	t.is(
		await settingByText('max-down', '2M'),
		'there is no setting max-down; did you mean maxDown?',
	);
});
