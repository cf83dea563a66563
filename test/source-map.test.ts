import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {rules} from '../source/diagnosis/rules.js';

const root = path.join(import.meta.dirname, '../..');
const map = readFileSync(path.join(root, 'source/readme.md'), 'utf8');

/** Everything in backquotes that looks like a file or folder of ours: relative to `source/`, or from the top. */
const named = [...map.matchAll(/`([a-z][a-z0-9/-]*(?:\/|\.(?:tsx?|mjs)))`/g)].map(
	([, name]) => name!,
);

/** A file said right after another of its folder is named without it. */
function isThere(name: string): boolean {
	const folders = ['', 'source', 'source/swarm', 'source/engine/disk', 'test'];
	return folders.some(folder => existsSync(path.join(root, folder, name)));
}

test('every file and folder that the map names is there', t => {
	t.true(named.length > 60);
	t.deepEqual(
		named.filter(name => !isThere(name)),
		[],
	);
});

test('the map has every room', t => {
	for (const room of [
		'commands',
		'ui',
		'lab',
		'engine',
		'diagnosis',
		'store',
		'swarm',
		'protocol',
	]) {
		t.regex(map, new RegExp(`^\\| \`${room}/\``, 'm'));
	}
});

test('the map has every finding and every peer rule', t => {
	for (const {id} of rules) {
		t.regex(map, new RegExp(`\\b${id}\\b`), id);
	}
	for (let rule = 1; rule <= 21; rule++) {
		t.regex(map, new RegExp(`^\\| R${rule} `, 'm'));
	}
});
