import path from 'node:path';
import type {SourceFile, SourceImport} from './source-file.js';

interface Room {
	/** Rooms it may import from. */
	readonly values: readonly string[];
	/** Rooms of which only types, and files without packages (tables of data), may be imported. */
	readonly types: readonly string[];
	/** No `node:*`, no clock, no randomness, no timers, and only the packages named here. */
	readonly pure?: {readonly packages: readonly string[]};
}

const everyRoom = ['ui', 'lab', 'engine', 'diagnosis', 'store', 'swarm', 'protocol'] as const;

/** The table of rooms: who may import whom. Imports go down, never up. */
export const rooms: Readonly<Record<string, Room>> = {
	cli: {values: ['commands'], types: []},
	commands: {values: everyRoom, types: []},
	ui: {values: ['store'], types: ['diagnosis']},
	lab: {values: ['engine', 'protocol'], types: ['store']},
	engine: {values: ['swarm', 'protocol'], types: ['store']},
	diagnosis: {values: [], types: ['store'], pure: {packages: ['pretty-bytes', 'pretty-ms']}},
	store: {values: [], types: []},
	swarm: {values: ['protocol'], types: [], pure: {packages: []}},
	protocol: {values: [], types: [], pure: {packages: ['bencode']}},
};

const impureNames = [
	'Buffer',
	'Date',
	'Intl',
	'clearInterval',
	'clearTimeout',
	'console',
	'crypto',
	'fetch',
	'globalThis',
	'performance',
	'process',
	'queueMicrotask',
	'require',
	'setImmediate',
	'setInterval',
	'setTimeout',
];

/** More lines than this and a file is two. */
const maxLines = 400;

/** The room of a file under `source/`: its first folder, or `cli` for what lies on top. */
export function roomOf(file: string): string {
	const [, first = '', second] = file.split('/');
	return second === undefined ? 'cli' : first;
}

/** Every import that goes up, sideways or out of the table. One sentence each. */
export function checkImports(files: readonly SourceFile[]): string[] {
	const byPath = new Map(files.map(file => [file.path, file]));
	const problems: string[] = [];
	for (const file of files) {
		const name = roomOf(file.path);
		const room = rooms[name];
		if (room === undefined) {
			problems.push(`${file.path}: no such room as ${name}`);
			continue;
		}

		for (const each of file.imports) {
			const problem = checkImport({file, name, room, each, byPath});
			if (problem !== undefined) {
				problems.push(`${file.path}:${each.line}: ${problem}`);
			}
		}
	}

	return problems;
}

function checkImport(context: {
	readonly file: SourceFile;
	readonly name: string;
	readonly room: Room;
	readonly each: SourceImport;
	readonly byPath: ReadonlyMap<string, SourceFile>;
}): string | undefined {
	const {file, name, room, each, byPath} = context;
	if (!each.specifier.startsWith('.')) {
		if (room.pure === undefined || room.pure.packages.includes(each.specifier)) {
			return undefined;
		}

		return `${name}/ is pure and may not import ${each.specifier}`;
	}

	const target = resolveImport(file, each);
	if (target === 'package.json') {
		return undefined;
	}

	const targetRoom = roomOf(target);
	const targetFile = findFile(byPath, target);
	if (!target.startsWith('source/') || targetFile === undefined) {
		return `${each.specifier} is no file of source/`;
	}

	if (targetRoom === name || room.values.includes(targetRoom)) {
		return undefined;
	}

	if (room.types.includes(targetRoom)) {
		const isData = targetFile.imports.every(of => of.isType || of.specifier.startsWith('.'));
		return each.isType || isData
			? undefined
			: `${name}/ may import types and tables of ${targetRoom}/ only, not ${target}`;
	}

	return `${name}/ may not import ${targetRoom}/ (${target})`;
}

function resolveImport(file: SourceFile, each: SourceImport): string {
	return path.posix.join(path.posix.dirname(file.path), each.specifier);
}

function findFile(byPath: ReadonlyMap<string, SourceFile>, target: string): SourceFile | undefined {
	return byPath.get(target.replace(/\.js$/, '.ts')) ?? byPath.get(target.replace(/\.js$/, '.tsx'));
}

/** What a pure room uses of the world outside: a clock, randomness, timers, the process. */
export function checkPurity(files: readonly SourceFile[]): string[] {
	const problems: string[] = [];
	for (const file of files.filter(each => rooms[roomOf(each.path)]?.pure !== undefined)) {
		for (const name of impureNames) {
			const line = file.names.get(name);
			if (line !== undefined) {
				problems.push(
					`${file.path}:${line}: ${roomOf(file.path)}/ is pure and may not use ${name}`,
				);
			}
		}

		const line = file.members.get('Math.random');
		if (line !== undefined) {
			problems.push(`${file.path}:${line}: randomness is injected, not Math.random`);
		}
	}

	return problems;
}

/** Files that import each other in a ring (types don't count: they are gone at run time). */
export function checkCycles(files: readonly SourceFile[]): string[] {
	const byPath = new Map(files.map(file => [file.path, file]));
	const done = new Set<string>();
	const problems: string[] = [];
	const visit = (file: SourceFile, trail: readonly string[]): void => {
		const at = trail.indexOf(file.path);
		if (at >= 0) {
			problems.push(`import cycle: ${[...trail.slice(at), file.path].join(' → ')}`);
			return;
		}

		if (done.has(file.path)) {
			return;
		}

		for (const each of file.imports) {
			const target = findFile(byPath, resolveImport(file, each));
			if (!each.isType && each.specifier.startsWith('.') && target !== undefined) {
				visit(target, [...trail, file.path]);
			}
		}

		done.add(file.path);
	};

	for (const file of files) {
		visit(file, []);
	}

	return problems;
}

/** Exports without a docstring. */
export function checkDocstrings(files: readonly SourceFile[]): string[] {
	return files.flatMap(file =>
		file.undocumented.map(each => `${file.path}:${each.line}: ${each.name} has no docstring`),
	);
}

/** Files that grew too long. */
export function checkLengths(files: readonly SourceFile[]): string[] {
	return files
		.filter(file => file.lineCount > maxLines)
		.map(file => `${file.path}: ${file.lineCount} lines, more than ${maxLines}`);
}

/** Absolute paths of somebody's machine in a text. The patterns are put together here so that they don't find themselves. */
export function checkPaths(file: string, text: string): string[] {
	const folders = ['home', 'root', 'Users', 'work'].join('|');
	const pattern = new RegExp(`(?<![\\w.~:/])/(?:${folders})/[\\w.-]+`, 'g');
	return [...text.matchAll(pattern)].map(match => `${file}: a path of one machine: ${match[0]}`);
}
