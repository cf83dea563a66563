import type {Frame} from '../state/frame.js';
import {plainText} from '../text/plain-text.js';
import {textWidth} from '../text/text-width.js';
import type {PageContent} from './page-content.js';

/** A page as lines: a border with its title, the part from `top` on, its keys below. */
export function pageLines(
	frame: Frame,
	content: PageContent,
	top: number,
	size: {readonly width: number; readonly height: number},
): readonly string[] {
	const {look} = frame;
	const {glyphs} = look;
	const {width, height} = size;
	const inner = {width: Math.max(0, width - 4), height: Math.max(0, height - 2)};
	const first = Math.min(top, Math.max(0, content.lines.length - inner.height));
	const shown = content.lines.slice(first, first + inner.height);
	const side = look.paint('focus', glyphs.vertical);
	const more =
		content.lines.length > inner.height ? `${first + shown.length}/${content.lines.length}` : '';
	return [
		edge(frame, [glyphs.topLeft, glyphs.topRight], [content.title, ''], width),
		...Array.from(
			{length: inner.height},
			(_, index) => `${side} ${padPainted(shown[index] ?? '', inner.width)} ${side}`,
		),
		edge(frame, [glyphs.bottomLeft, glyphs.bottomRight], [content.note, more], width),
	];
}

/** An edge with words in it, left and right. */
function edge(
	{look}: Frame,
	[leftCorner, rightCorner]: readonly [string, string],
	[left, right]: readonly [string, string],
	width: number,
): string {
	const line = look.glyphs.horizontal;
	const rightWords = right === '' || width < 30 ? '' : ` ${right} `;
	const room = Math.max(0, width - 6 - textWidth(rightWords));
	const leftWords = room < 3 ? '' : ` ${look.place(left, Math.min(room, textWidth(left)))} `;
	const between = Math.max(0, width - 4 - textWidth(leftWords) - textWidth(rightWords));
	return [
		look.paint('focus', leftCorner + line),
		look.paint('title', leftWords),
		look.paint('focus', line.repeat(between)),
		look.paint('faint', rightWords),
		look.paint('focus', line + rightCorner),
	].join('');
}

/** A painted line in exactly `width` columns. Cutting loses its colours, which only happens where it is very narrow. */
function padPainted(line: string, width: number): string {
	const plain = plainText(line);
	const used = textWidth(plain);
	return used > width ? plain.slice(0, width) : line + ' '.repeat(width - used);
}
