import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {descriptorUse, parseDescriptorLimit} from '../../../source/engine/disk/descriptor-limit.js';
import {temporaryFolder} from './sample-torrent.js';

const limits = (soft: string) =>
	`Limit                     Soft Limit           Hard Limit           Units\nMax processes             95704                95704                processes\nMax open files            ${soft.padEnd(20)} 524288               files\n`;

test('the soft limit is read, not the hard one', t => {
	t.is(parseDescriptorLimit(limits('1024')), 1024);
	t.is(parseDescriptorLimit(limits('unlimited')), Number.POSITIVE_INFINITY);
	t.is(parseDescriptorLimit('something else'), null);
});

test('open descriptors are counted without the one that counts them', async t => {
	const proc = await temporaryFolder(t);
	await writeFile(join(proc, 'limits'), limits('256'));
	await mkdir(join(proc, 'fd'));
	for (const name of ['0', '1', '2', '3']) await writeFile(join(proc, 'fd', name), '');
	t.deepEqual(await descriptorUse(proc), {limit: 256, open: 3});
});

test('where the system does not tell, nothing is claimed', async t => {
	t.deepEqual(await descriptorUse('/nowhere/at/all'), {limit: null, open: null});
});
