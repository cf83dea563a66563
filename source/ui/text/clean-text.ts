const printableAscii = /^[\x20-\x7E]*$/;

/**
 * Everything that could move the cursor, reorder or hide text: controls, bidi and other format characters, lone
 * surrogates, line and paragraph separators. The zero-width joiner stays, emoji are made with it.
 */
const hostile = /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]--\u{200D}]/gv;

/** More combining marks than any language writes on one letter. */
const pile = /(\p{M}{3})\p{M}+/gv;

const notAscii = /[^\x20-\x7E]/gv;

/** The longest foreign string that is looked at: no column is wider. */
const longest = 1000;

/**
 * A stranger's string as it may stand in a terminal: what is not printable becomes a visible mark, piles of combining
 * marks are cut. With `isAscii` every character outside ASCII becomes a question mark.
 */
export function cleanText(foreign: string, isAscii = false): string {
	const text = foreign.length > longest ? foreign.slice(0, longest) : foreign;
	if (printableAscii.test(text)) {
		return text;
	}
	const clean = text.replace(hostile, '\uFFFD').replace(pile, '$1');
	return isAscii ? clean.replace(notAscii, '?') : clean;
}
