import {fitText} from './fit-text.js';
import {textWidth} from './text-width.js';

/** Breaks a plain sentence at blanks into lines of at most `width` columns; a longer word is cut. */
export function wrapWords(text: string, width: number, ellipsis = '…'): readonly string[] {
	if (width <= 0) {
		return [];
	}
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ')) {
		const joined = line === '' ? word : `${line} ${word}`;
		if (textWidth(joined) <= width) {
			line = joined;
			continue;
		}
		if (line !== '') {
			lines.push(line);
		}
		line = textWidth(word) <= width ? word : fitText(word, width, {cut: 'middle', ellipsis});
	}
	return line === '' ? lines : [...lines, line];
}
