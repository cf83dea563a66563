import {createRequire} from 'node:module';
import * as ink from 'ink';
import type {Component, ComponentType, ReactNode} from 'react';

/** What a cell or a line of the table is given; `column` is absent for the lines between cells. */
export interface TablePartProps {
	readonly children?: ReactNode;
	readonly column?: number;
}

/** The properties of the table that we use. Its own types are written for another React. */
export interface InkTableProps {
	readonly data: ReadonlyArray<Readonly<Record<string, string>>>;
	readonly columns: readonly string[];
	readonly header: ComponentType<TablePartProps>;
	readonly cell: ComponentType<TablePartProps>;
	readonly skeleton: ComponentType<TablePartProps>;
}

type InkTable = new (
	props: InkTableProps,
) => Component<InkTableProps> & {
	/** Draws the rule over a row of data; its key ends with the row's number. */
	separator: (row: {readonly key: string}) => ReactNode;
};

const require = createRequire(import.meta.url);

/**
 * `ink-table` is CommonJS and requires Ink, which is an ES module that awaits at its top: Node refuses that with
 * ERR_REQUIRE_ASYNC_MODULE. So Ink's namespace, loaded already, is put where `require` looks first. The test of this
 * file fails as soon as a plain import works, and then this goes.
 */
function loadTable(): InkTable {
	const path = require.resolve('ink');
	const module = {id: path, filename: path, loaded: true, exports: ink};
	require.cache[path] = module as unknown as NodeJS.Module;
	return (require('ink-table') as {readonly default: InkTable}).default;
}

/** The Table component of `ink-table`. */
export const Table = loadTable();
