import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';

const root = path.join(import.meta.dirname, '../../test');

/** The peer rules, R1 to R21. */
const rules = Array.from({length: 21}, (_, at) => at + 1);

/** The rules that are also tried over real sockets: the others are seen in what is shown, or have no wire of their own. */
const socketRules = rules.filter(rule => ![5, 7, 9, 10, 13, 14].includes(rule));

/** Titles of tests in the files of these folders, wherever the title begins with a rule's number. */
function titlesIn(...folders: readonly string[]): Map<number, readonly string[]> {
	const titles = new Map<number, readonly string[]>();
	for (const folder of folders) {
		const dir = path.join(root, folder);
		for (const name of readdirSync(dir).filter(each => each.endsWith('.test.ts'))) {
			const text = readFileSync(path.join(dir, name), 'utf8');
			for (const [, title = ''] of text.matchAll(/\btest(?:\.serial)?\(\s*['"`](R\d+: .*)/g)) {
				const rule = Number(/\d+/.exec(title));
				titles.set(rule, [...(titles.get(rule) ?? []), title]);
			}
		}
	}
	return titles;
}

test('every rule has tests on virtual time that carry its number', t => {
	const titles = titlesIn('swarm', 'simulation');
	t.deepEqual(
		rules.filter(rule => (titles.get(rule) ?? []).length === 0),
		[],
	);
	t.deepEqual(
		[...titles.keys()].filter(rule => !rules.includes(rule)),
		[],
	);
});

test('every rule that is marked so has tests over real sockets that carry its number', t => {
	const titles = titlesIn('engine/rules');
	t.deepEqual(
		socketRules.filter(rule => (titles.get(rule) ?? []).length === 0),
		[],
	);
});
