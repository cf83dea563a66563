import {cleanText} from '../text/clean-text.js';
import {type FitOptions, fitText} from '../text/fit-text.js';
import {asciiGlyphs, type Glyphs, unicodeGlyphs} from './glyphs.js';
import {type Color, type Role, roles, type Style, type ThemeName, themes} from './themes.js';

/** How many colours there are: none, the terminal's 16, or 256. */
export type ColorCount = 0 | 16 | 256;

/** Everything that decides how a fact looks. One is made at the start and again when the theme changes. */
export interface Look {
	readonly themeName: ThemeName;
	readonly colors: ColorCount;
	readonly isAscii: boolean;
	readonly glyphs: Glyphs;
	/** The text in the colours of its role. The text must be plain or painted in colours only, never in another background. */
	paint(role: Role, text: string): string;
	/** The text in the colour of a number, for telling peers apart; the number is shown as a letter too. */
	hue(number: number, text: string): string;
	/** A stranger's string in exactly `width` columns, fit to stand in the terminal. */
	foreign(text: string, width: number, options?: FitOptions): string;
	/** A string of ours in exactly `width` columns. */
	place(text: string, width: number, options?: FitOptions): string;
}

/** Makes a look. Without colours the theme is `none`: weight, underline and inverse carry what colour would. */
export function createLook(themeName: ThemeName, colors: ColorCount, isAscii: boolean): Look {
	const theme = themes[colors === 0 ? 'none' : themeName];
	const glyphs = isAscii ? asciiGlyphs : unicodeGlyphs;
	const pairs = new Map<Role, Pair>(roles.map(role => [role, escapes(theme.styles[role], colors)]));
	const hues = theme.hues.map(fg => escapes({fg}, colors));
	const place = (text: string, width: number, options?: FitOptions) =>
		fitText(text, width, {ellipsis: glyphs.ellipsis, ...options});
	return {
		themeName,
		colors,
		isAscii,
		glyphs,
		place,
		paint: (role, text) => wrap(pairs.get(role), text),
		hue: (number, text) => wrap(hues[number % hues.length], text),
		foreign: (text, width, options) => place(cleanText(text, isAscii), width, options),
	};
}

type Pair = readonly [open: string, close: string];

function wrap(pair: Pair | undefined, text: string): string {
	return pair === undefined || pair[0] === '' || text === '' ? text : pair[0] + text + pair[1];
}

/** The SGR sequences that begin and end a style (ECMA-48). */
function escapes(style: Style, colors: ColorCount): Pair {
	const open: string[] = [];
	const close: string[] = [];
	const add = (isSet: unknown, on: string, off: string) => {
		if (isSet) {
			open.push(on);
			close.unshift(off);
		}
	};
	add(style.fg, style.fg === undefined ? '' : colorCode(style.fg, 30, colors), '39');
	add(style.bg, style.bg === undefined ? '' : colorCode(style.bg, 40, colors), '49');
	add(style.isBold, '1', '22');
	add(style.isDim, '2', '22');
	add(style.isUnderlined, '4', '24');
	add(style.isInverse, '7', '27');
	return open.length === 0 ? ['', ''] : [`\x1B[${open.join(';')}m`, `\x1B[${close.join(';')}m`];
}

function colorCode(color: Color, base: 30 | 40, colors: ColorCount): string {
	const [of256, of16] = color;
	if (colors === 256) {
		return `${base + 8};5;${of256}`;
	}
	return of16 < 8 ? `${base + of16}` : `${base + 60 + of16 - 8}`;
}
