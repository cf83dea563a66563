import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import test from 'ava';
import {SystemFacts} from '../../../source/engine/snapshot/system-facts.js';

test('descriptors are counted, and when there is none left to look with all of them are in use', async t => {
	const proc = mkdtempSync(join(tmpdir(), 'unchoke-proc-'));
	t.teardown(() => rmSync(proc, {recursive: true, force: true}));
	writeFileSync(
		join(proc, 'limits'),
		'Max open files            96                   96     files\n',
	);
	mkdirSync(join(proc, 'fd'));
	for (const name of ['0', '1', '2', '3', '4']) {
		writeFileSync(join(proc, 'fd', name), '');
	}
	const facts = new SystemFacts(proc);
	t.is(facts.openDescriptors, 0);
	facts.look(0);
	while (facts.openDescriptors === 0) {
		await sleep(5);
	}
	t.is(facts.descriptorLimit, 96);
	t.is(facts.openDescriptors, 4);

	rmSync(proc, {recursive: true});
	// Not before the figure is too old.
	facts.look(9999);
	await sleep(50);
	t.is(facts.openDescriptors, 4);
	facts.look(10_000);
	while (facts.openDescriptors === 4) {
		await sleep(5);
	}
	t.is(facts.openDescriptors, 96);
});

test('where the system never told it, nothing is said of descriptors', async t => {
	const facts = new SystemFacts('/nonexistent');
	facts.look(0);
	await sleep(50);
	t.is(facts.openDescriptors, 0);
	t.is(facts.descriptorLimit, Number.NaN);
});

test('the process holds some memory', t => {
	t.true(new SystemFacts().rssBytes > 1_000_000);
});
