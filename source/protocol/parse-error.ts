/**
 * What a parser of this room returns instead of a value when a stranger's bytes are wrong.
 * Parsers return `T | ParseError` and never throw, so that no byte from outside unwinds a caller.
 * `message` is one clear sentence that names the thing; it never contains raw foreign bytes.
 */
export class ParseError extends Error {
	override readonly name = 'ParseError';
}
