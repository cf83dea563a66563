import {textWidth} from '../text/text-width.js';
import type {Look} from '../theme/look.js';

/** A field of a page: its label and its painted value. `width` is the value's. */
export interface Field {
	readonly label: string;
	readonly value: string;
	readonly width: number;
	/** It is too long for a column and takes a line. */
	readonly isWide?: boolean;
}

/** A field whose value is plain text of ours. */
export function field(label: string, value: string): Field {
	return {label, value, width: textWidth(value)};
}

/** Columns of a label. */
const labelWidth = 20;

/** A label's share of its room at most. */
const mostLabel = 0.56;

/** Columns that a field wants, label and value. */
const fieldWidth = 36;

/** Fields under a heading, in as many columns as fit. */
export function fieldTable(
	heading: string,
	fields: readonly Field[],
	width: number,
	look: Look,
): readonly string[] {
	const columns = Math.max(1, Math.floor(width / fieldWidth));
	const each = Math.floor(width / columns);
	const narrow = fields.filter(each => each.isWide !== true);
	const rows = Math.ceil(narrow.length / columns);
	const lines = [look.paint('title', look.place(heading, width))];
	for (let row = 0; row < rows; row++) {
		let line = '';
		for (let column = 0; column < columns; column++) {
			const cell = narrow[column * rows + row];
			line += cell === undefined ? ' '.repeat(each) : fieldCell(cell, each, look);
		}
		lines.push(line + ' '.repeat(width - columns * each));
	}
	const wide = fields.filter(each => each.isWide === true);
	return [...lines, ...wide.map(each => fieldCell(each, width, look))];
}

function fieldCell({label, value, width}: Field, room: number, look: Look): string {
	const labels = Math.min(labelWidth, Math.floor(room * mostLabel));
	const left = room - labels - 1;
	const shown = width <= left ? value + ' '.repeat(left - width) : look.foreign(value, left);
	return `${look.paint('faint', look.place(`  ${label}`, labels))} ${shown}`;
}
