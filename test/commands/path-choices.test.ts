import {mkdir, mkdtemp, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import test from 'ava';
import {pathChoices} from '../../source/commands/path-choices.js';

test('a path becomes the folders and the .torrent files that begin like it', async t => {
	const root = await mkdtemp(join(tmpdir(), 'unchoke-paths-'));
	t.teardown(() => rm(root, {recursive: true}));
	await mkdir(join(root, 'films'));
	await writeFile(join(root, 'film.torrent'), '');
	await writeFile(join(root, 'film.txt'), '');
	await writeFile(join(root, '.hidden.torrent'), '');
	await symlink(join(root, 'films'), join(root, 'link'));
	t.deepEqual(await pathChoices(`${root}/fi`), [`${root}/film.torrent`, `${root}/films/`]);
	t.deepEqual(await pathChoices(`${root}/li`), [`${root}/link/`]);
	t.deepEqual(await pathChoices(`${root}/.h`), [`${root}/.hidden.torrent`]);
	t.false((await pathChoices(`${root}/`)).some(path => path.includes('hidden')));
	t.deepEqual(await pathChoices(`${root}/nothing/x`), []);
});
