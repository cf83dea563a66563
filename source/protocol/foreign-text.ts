/**
 * Characters a stranger must not bring to a terminal or into a file name: controls, line and bidi marks, invisible ones.
 * The joiners that emoji and several scripts need are not among them.
 */
export const unsafeCharacters =
	/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\u2060-\u2064\ufeff\ufff9-\ufffb]/gu;

const textDecoder = new TextDecoder('utf-8', {ignoreBOM: true});

/**
 * A stranger's string, fit to be shown or logged: wrong UTF-8 as U+FFFD, unsafe characters as `\x1b` or `\u{202e}`, and at
 * most `maxLength` characters, the last of them `…` where it was cut.
 */
export function foreignText(text: string | Uint8Array, maxLength = 200): string {
	// A character has at most four bytes, an unsafe one gets at most nine characters: enough is read, and no more.
	const string =
		typeof text === 'string' ? text : textDecoder.decode(text.subarray(0, maxLength * 4 + 4));
	const escaped = string.slice(0, maxLength * 2 + 2).replace(unsafeCharacters, escapeCharacter);
	const characters = [...escaped];
	if (characters.length <= maxLength && string.length <= maxLength * 2 + 2) {
		return escaped;
	}
	return `${characters.slice(0, maxLength - 1).join('')}…`;
}

function escapeCharacter(character: string): string {
	const code = character.codePointAt(0)!;
	return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}
