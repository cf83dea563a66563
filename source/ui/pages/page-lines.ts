import type {Rect} from '../layout/arrange.js';
import type {Layout} from '../layout/layouts.js';
import type {Frame} from '../state/frame.js';
import {plainText} from '../text/plain-text.js';
import {textWidth} from '../text/text-width.js';
import type {Look} from '../theme/look.js';
import type {PageContent} from './page-content.js';

/** A page as lines: a border with its title, or a line with it where panes have no borders, and the part from `top` on. */
export function pageLines(
	frame: Frame,
	content: PageContent,
	top: number,
	place: {readonly body: Rect; readonly layout: Layout},
): readonly string[] {
	const {look} = frame;
	const {glyphs} = look;
	const {width} = place.body;
	const inner = pageArea(place);
	const first = Math.min(top, Math.max(0, content.lines.length - inner.height));
	const shown = content.lines.slice(first, first + inner.height);
	const more =
		content.lines.length > inner.height ? `${first + shown.length}/${content.lines.length}` : '';
	const lines = Array.from({length: inner.height}, (_, index) =>
		padPainted(shown[index] ?? '', inner.width),
	);
	if (!place.layout.hasBorders) {
		return [titleLine(look, content.title, more, width), ...lines].slice(0, place.body.height);
	}
	const side = look.paint('focus', glyphs.vertical);
	return [
		edge(frame, [glyphs.topLeft, glyphs.topRight], [content.title, ''], width),
		...lines.map(line => `${side} ${line} ${side}`),
		edge(frame, [glyphs.bottomLeft, glyphs.bottomRight], ['', more], width),
	];
}

/** Room for a page's lines. */
export function pageArea({body, layout}: {readonly body: Rect; readonly layout: Layout}) {
	return layout.hasBorders
		? {width: Math.max(0, body.width - 4), height: Math.max(0, body.height - 2)}
		: {width: body.width, height: Math.max(0, body.height - 1)};
}

function titleLine(look: Look, title: string, more: string, width: number): string {
	const room = width - more.length - 1;
	return room < 4
		? look.paint('focus', look.place(title, width))
		: `${look.paint('focus', look.place(title, room))} ${look.paint('faint', more)}`;
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
	const leftWords =
		room < 3 || left === '' ? '' : ` ${look.place(left, Math.min(room, textWidth(left)))} `;
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
