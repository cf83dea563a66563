import {parse} from '@babel/parser';

/** One import, export-from, dynamic import, type import or `new URL('./x.js', import.meta.url)` of a file. */
export interface SourceImport {
	/** As written: `node:fs`, `bencode`, `../protocol/messages.js`. */
	readonly specifier: string;
	/** Gone after compilation. */
	readonly isType: boolean;
	readonly line: number;
}

/** What the rules look at in one file. */
export interface SourceFile {
	/** From the project's root, with `/`: `source/swarm/torrent.ts`. */
	readonly path: string;
	readonly lineCount: number;
	readonly imports: readonly SourceImport[];
	/** Names this file uses without being a property or a key, with the line of each use. */
	readonly names: ReadonlyMap<string, number>;
	/** `Math.random` and its like: `object.property` where both are plain names. */
	readonly members: ReadonlyMap<string, number>;
	/** Exported declarations without a docstring. */
	readonly undocumented: ReadonlyArray<{readonly name: string; readonly line: number}>;
}

/** A node of the syntax tree; only what we ask for is named. */
interface Node {
	readonly type: string;
	readonly loc: {readonly start: {readonly line: number}};
	readonly leadingComments?: ReadonlyArray<{readonly type: string; readonly value: string}>;
	readonly [field: string]: unknown;
}

/** Reads one TypeScript file into what the rules look at; throws where it doesn't parse. */
export function readSourceFile(path: string, text: string): SourceFile {
	const tree = parse(text, {
		sourceType: 'module',
		plugins: ['typescript', 'jsx'],
	}) as unknown as {readonly program: Node};
	const imports: SourceImport[] = [];
	const names = new Map<string, number>();
	const members = new Map<string, number>();
	walk(tree.program, undefined, '', (node, parent, field) => {
		collectImport(node, imports);
		const line = node.loc.start.line;
		if (node.type === 'Identifier' && !isLabelOnly(parent, field)) {
			names.set(String(node['name']), line);
		}

		if (node.type === 'MemberExpression' && node['computed'] !== true) {
			const object = node['object'] as Node;
			const property = node['property'] as Node;
			members.set(`${String(object['name'])}.${String(property['name'])}`, line);
		}
	});
	return {
		path,
		lineCount: text.split('\n').length - 1,
		imports,
		names,
		members,
		undocumented: findUndocumented(tree.program['body'] as readonly Node[]),
	};
}

type Visit = (node: Node, parent: Node | undefined, field: string) => void;

function walk(node: Node, parent: Node | undefined, field: string, visit: Visit): void {
	visit(node, parent, field);
	for (const [name, value] of Object.entries(node)) {
		if (name === 'leadingComments' || name === 'trailingComments' || name === 'innerComments') {
			continue;
		}

		for (const child of Array.isArray(value) ? value : [value]) {
			if (isNode(child)) {
				walk(child, node, name, visit);
			}
		}
	}
}

function isNode(value: unknown): value is Node {
	return typeof value === 'object' && value !== null && 'type' in value && 'loc' in value;
}

/** A name that only labels something: `x.name`, `{name: …}`, a class or interface member, an import's own name. */
function isLabelOnly(parent: Node | undefined, field: string): boolean {
	if (parent === undefined || parent['computed'] === true) {
		return false;
	}

	return (
		(field === 'property' && parent.type.endsWith('MemberExpression')) ||
		(field === 'right' && parent.type === 'TSQualifiedName') ||
		(field === 'key' && parent['shorthand'] !== true) ||
		field === 'imported'
	);
}

function collectImport(node: Node, imports: SourceImport[]): void {
	const add = (source: unknown, isType: boolean): void => {
		if (isNode(source) && typeof source['value'] === 'string') {
			imports.push({specifier: source['value'], isType, line: node.loc.start.line});
		}
	};

	switch (node.type) {
		case 'ImportDeclaration': {
			const specifiers = node['specifiers'] as readonly Node[];
			const isEachType =
				specifiers.length > 0 && specifiers.every(each => each['importKind'] === 'type');
			add(node['source'], node['importKind'] === 'type' || isEachType);
			break;
		}

		case 'ExportNamedDeclaration':
		case 'ExportAllDeclaration':
			add(node['source'], node['exportKind'] === 'type');
			break;
		case 'ImportExpression':
			add(node['source'], false);
			break;
		case 'CallExpression':
			if ((node['callee'] as Node).type === 'Import') {
				add((node['arguments'] as readonly Node[])[0], false);
			}

			break;
		case 'TSImportType':
			add(node['source'] ?? node['argument'], true);
			break;
		case 'NewExpression': {
			// A worker's entry is an import in all but name.
			const [target] = node['arguments'] as readonly Node[];
			if (
				(node['callee'] as Node)['name'] === 'URL' &&
				/^\.{1,2}\/.*\.js$/.test(String(target?.['value']))
			) {
				add(target, false);
			}

			break;
		}

		default:
	}
}

/** Exported functions, classes, constants and types need a docstring; `export {…}` lists don't repeat one. */
function findUndocumented(body: readonly Node[]): Array<{name: string; line: number}> {
	const found: Array<{name: string; line: number}> = [];
	const documented = new Set<string>();
	for (const node of body) {
		const isDefault = node.type === 'ExportDefaultDeclaration';
		const declaration = node['declaration'];
		if ((!isDefault && node.type !== 'ExportNamedDeclaration') || !isNode(declaration)) {
			continue;
		}

		const name = isDefault ? 'default' : declaredName(declaration);
		const comment = node.leadingComments?.at(-1);
		if (comment?.type === 'CommentBlock' && comment.value.startsWith('*')) {
			documented.add(name);
		} else if (!documented.has(name)) {
			// The overloads of a function share the docstring of the first.
			found.push({name, line: node.loc.start.line});
		}
	}

	return found;
}

function declaredName(declaration: Node): string {
	const [variable] = (declaration['declarations'] ?? []) as readonly Node[];
	const id = (variable ?? declaration)['id'] as Node | undefined;
	return String(id?.['name'] ?? declaration.type);
}
