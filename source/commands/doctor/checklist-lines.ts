import type {CheckResult} from '../../diagnosis/checklist/check.js';
import {cleanText} from '../../ui/text/clean-text.js';
import {wrapWords} from '../../ui/text/wrap-words.js';
import type {Look} from '../../ui/theme/look.js';
import type {Role} from '../../ui/theme/themes.js';

/** One character a mark, each another: colour only helps. */
const marks: Readonly<
	Record<CheckResult['mark'], {readonly unicode: string; readonly ascii: string; role: Role}>
> = {
	waiting: {unicode: '·', ascii: '.', role: 'faint'},
	good: {unicode: '✓', ascii: '+', role: 'good'},
	off: {unicode: '–', ascii: '-', role: 'faint'},
	poor: {unicode: '▲', ascii: '!', role: 'attention'},
	bad: {unicode: '■', ascii: 'X', role: 'error'},
};

const labelWidth = 11;
const indent = ' '.repeat(labelWidth + 5);

/** The mark of a check in its colour. */
export function paintedMark(mark: CheckResult['mark'], look: Look): string {
	const {unicode, ascii, role} = marks[mark];
	return look.paint(role, look.isAscii ? ascii : unicode);
}

/** A text of ours with foreign words in it, broken at blanks; lines after the first begin with `indentation`. */
export function wrapped(text: string, width: number, indentation: string, look: Look): string {
	const clean = cleanText(text, look.isAscii);
	const room = Math.max(20, width - indentation.length);
	return wrapWords(clean, room, look.glyphs.ellipsis).join(`\n${indentation}`);
}

/** One check as it stands in the list: a line, or several where its text is wider than `width`. */
export function checkText({mark, label, text}: CheckResult, look: Look, width: number): string {
	return `  ${paintedMark(mark, look)} ${label.padEnd(labelWidth)} ${wrapped(text, width, indent, look)}`;
}

/** The single things under a check. */
export function detailTexts({details}: CheckResult, look: Look, width: number): readonly string[] {
	return details.map(detail => `${indent}${wrapped(detail, width, `${indent}  `, look)}`);
}
