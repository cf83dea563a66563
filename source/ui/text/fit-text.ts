import cliTruncate from 'cli-truncate';
import {textWidth} from './text-width.js';

/** Where a string stands in its columns. */
export type Align = 'left' | 'right';

/** Which part of a string that is too long gives way. */
export type Cut = 'end' | 'middle' | 'start';

/** How a string is put into its columns. */
export interface FitOptions {
	readonly align?: Align;
	readonly cut?: Cut;
	/** Stands for what was cut; one column. */
	readonly ellipsis?: string;
}

const printableAscii = /^[\x20-\x7E]*$/;
const segmenter = new Intl.Segmenter();

/** A plain string in exactly `width` columns: cut with an ellipsis when it is longer, padded when it is shorter. */
export function fitText(text: string, width: number, options: FitOptions = {}): string {
	if (width <= 0) {
		return '';
	}
	const before = textWidth(text);
	if (before === width) {
		return text;
	}
	const cut = before > width ? truncate(text, width, options) : text;
	const padding = ' '.repeat(Math.max(0, width - textWidth(cut)));
	return options.align === 'right' ? padding + cut : cut + padding;
}

function truncate(text: string, width: number, options: FitOptions): string {
	const ellipsis = options.ellipsis ?? '…';
	if (width === 1) {
		return ellipsis;
	}
	const position = options.cut ?? 'end';
	if (printableAscii.test(text)) {
		// One column a code unit: no need to look at graphemes.
		const head = {end: width - 1, middle: Math.ceil((width - 1) / 2), start: 0}[position];
		const tail = width - 1 - head;
		return text.slice(0, head) + ellipsis + (tail > 0 ? text.slice(-tail) : '');
	}
	const cut = cliTruncate(text, width, {position, truncationCharacter: ellipsis});
	return textWidth(cut) <= width ? cut : cutEnd(text, width, ellipsis);
}

/** For the rare texts whose parts join into something wider where they were cut: as much of the start as surely fits. */
function cutEnd(text: string, width: number, ellipsis: string): string {
	const graphemes = [...segmenter.segment(text)].map(each => each.segment);
	for (let count = Math.min(graphemes.length, width); count > 0; count--) {
		const cut = graphemes.slice(0, count).join('') + ellipsis;
		if (textWidth(cut) <= width) {
			return cut;
		}
	}
	return ellipsis;
}
