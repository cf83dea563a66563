import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import test from 'ava';
import {
	checkCycles,
	checkDocstrings,
	checkImports,
	checkLengths,
	checkPaths,
	checkPurity,
} from './rooms/rules.js';
import {readSourceFile, type SourceFile} from './rooms/source-file.js';

const root = path.join(import.meta.dirname, '../..');

function list(folder: string, pattern: RegExp): string[] {
	return readdirSync(path.join(root, folder), {recursive: true, withFileTypes: true})
		.filter(entry => entry.isFile() && pattern.test(entry.name))
		.map(entry => path.relative(root, path.join(entry.parentPath, entry.name)));
}

function read(file: string): string {
	return readFileSync(path.join(root, file), 'utf8');
}

const source = list('source', /\.tsx?$/).map(file => readSourceFile(file, read(file)));
const tests = list('test', /\.tsx?$/).map(file => readSourceFile(file, read(file)));

test('every import in source/ goes down the list of rooms', t => {
	t.true(source.length > 10);
	t.deepEqual(checkImports(source), []);
});

test('the pure rooms use no clock, randomness, timers or process', t => {
	t.deepEqual(checkPurity(source), []);
});

test('no files import each other in a ring', t => {
	t.deepEqual(checkCycles(source), []);
});

test('every export in source/ has a docstring', t => {
	t.deepEqual(checkDocstrings(source), []);
});

test('no file is longer than 400 lines', t => {
	t.deepEqual(checkLengths([...source, ...tests]), []);
});

test('no text names a path of one machine', t => {
	const texts = [
		...list('source', /\.(tsx?|md|json)$/),
		...list('test', /\.(tsx?|md|json|py)$/),
		'package.json',
	];
	t.deepEqual(
		texts.flatMap(file => checkPaths(file, read(file))),
		[],
	);
});

/** Files as if they stood in `source/`. */
function imagine(files: Readonly<Record<string, string>>): SourceFile[] {
	return Object.entries(files).map(([file, text]) => readSourceFile(`source/${file}`, text));
}

test('the rules find an import that goes up, even of a type', t => {
	const files = imagine({
		'swarm/torrent.ts': [
			"import type {Settings} from '../store/settings.js';",
			"import {open} from '../engine/disk.js';",
			"export {paint} from '../ui/row.js';",
			"let late = import('../engine/disk.js');",
			"type Row = import('../ui/row.js').Row;",
			"new Worker(new URL('../engine/disk.js', import.meta.url));",
			"import {readFile} from 'node:fs';",
			"import bencode from 'bencode';",
		].join('\n'),
		'store/settings.ts': '',
		'engine/disk.ts': '',
		'ui/row.tsx': '',
	});
	t.deepEqual(checkImports(files), [
		'source/swarm/torrent.ts:1: swarm/ may not import store/ (source/store/settings.js)',
		'source/swarm/torrent.ts:2: swarm/ may not import engine/ (source/engine/disk.js)',
		'source/swarm/torrent.ts:3: swarm/ may not import ui/ (source/ui/row.js)',
		'source/swarm/torrent.ts:4: swarm/ may not import engine/ (source/engine/disk.js)',
		'source/swarm/torrent.ts:5: swarm/ may not import ui/ (source/ui/row.js)',
		'source/swarm/torrent.ts:6: swarm/ may not import engine/ (source/engine/disk.js)',
		'source/swarm/torrent.ts:7: swarm/ is pure and may not import node:fs',
		'source/swarm/torrent.ts:8: swarm/ is pure and may not import bencode',
	]);
});

test('the rules let imports go down, and tables of the store into the engine', t => {
	const files = imagine({
		'cli.tsx':
			"import {run} from './commands/get.js'; import data from '../package.json' with {type: 'json'};",
		'commands/get.ts':
			"import {start} from '../engine/engine.js'; import {row} from '../ui/row.js';",
		'engine/engine.ts':
			"import {columns} from '../store/columns.js'; import type {Store} from '../store/store.js'; import net from 'node:net';",
		'protocol/bencode.ts': "import bencode from 'bencode';",
		'store/columns.ts': 'const columns = [];',
		'store/store.ts': "import {createStore} from 'zustand/vanilla';",
		'ui/row.tsx': "import type {Finding} from '../diagnosis/finding.js';",
		'diagnosis/finding.ts': '',
	});
	t.deepEqual(checkImports(files), []);
});

test('the rules refuse the store itself to the engine, the diagnoses to the screen, and unknown rooms', t => {
	const files = imagine({
		'engine/engine.ts': "import {store} from '../store/store.js';",
		'store/store.ts': "import {createStore} from 'zustand/vanilla';",
		'ui/row.tsx': "import {judge} from '../diagnosis/judge.js';",
		'diagnosis/judge.ts':
			"import {sentence} from './sentence.js'; import {createStore} from 'zustand/vanilla';",
		'helpers/all.ts': '',
	});
	t.deepEqual(checkImports(files), [
		'source/engine/engine.ts:1: engine/ may import types and tables of store/ only, not source/store/store.js',
		'source/ui/row.tsx:1: ui/ may import types and tables of diagnosis/ only, not source/diagnosis/judge.js',
		'source/diagnosis/judge.ts:1: ./sentence.js is no file of source/',
		'source/diagnosis/judge.ts:1: diagnosis/ is pure and may not import zustand/vanilla',
		'source/helpers/all.ts: no such room as helpers',
	]);
});

test('the rules find a clock and randomness in a pure room, but not in names that only look so', t => {
	const files = imagine({
		'swarm/bad.ts':
			'export const now = () => Date.now();\nMath.random();\nsetTimeout(now, 1);\nconst b: Buffer = process.env;',
		'swarm/good.ts':
			'const row = {Date: 1}; row.Date; Math.max(1); interface A {process: number; performance(): void}',
		'engine/clock.ts': 'performance.now();',
	});
	t.deepEqual(checkPurity(files), [
		'source/swarm/bad.ts:4: swarm/ is pure and may not use Buffer',
		'source/swarm/bad.ts:1: swarm/ is pure and may not use Date',
		'source/swarm/bad.ts:4: swarm/ is pure and may not use process',
		'source/swarm/bad.ts:3: swarm/ is pure and may not use setTimeout',
		'source/swarm/bad.ts:2: randomness is injected, not Math.random',
	]);
});

test('the rules find a ring of imports, and allow one of types', t => {
	const ring = imagine({
		'swarm/a.ts': "import {b} from './b.js';",
		'swarm/b.ts': "import {c} from './c.js';",
		'swarm/c.ts': "import {a} from './a.js';",
	});
	t.deepEqual(checkCycles(ring), [
		'import cycle: source/swarm/a.ts → source/swarm/b.ts → source/swarm/c.ts → source/swarm/a.ts',
	]);
	const types = imagine({
		'swarm/a.ts': "import {b} from './b.js';",
		'swarm/b.ts': "import type {A} from './a.js';",
	});
	t.deepEqual(checkCycles(types), []);
});

test('the rules find exports without a docstring, long files and paths of one machine', t => {
	const files = imagine({
		'swarm/a.ts': `/** Said. */\nexport const said = 1;\n// A remark is not a docstring.\nexport class Bare {}\nexport type Alias = 1;\nexport default function () {}\n${'\n'.repeat(400)}`,
	});
	t.deepEqual(checkDocstrings(files), [
		'source/swarm/a.ts:4: Bare has no docstring',
		'source/swarm/a.ts:5: Alias has no docstring',
		'source/swarm/a.ts:6: default has no docstring',
	]);
	t.deepEqual(checkLengths(files), ['source/swarm/a.ts: 406 lines, more than 400']);
	const path = ['', 'home', 'anna', 'x'].join('/');
	t.deepEqual(checkPaths('readme.md', `see ${path}, not ./home/x or https://a/home/b`), [
		`readme.md: a path of one machine: ${['', 'home', 'anna'].join('/')}`,
	]);
});
