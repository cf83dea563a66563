import {foreignText} from '../protocol/foreign-text.js';

/** The longest path of a system, and more than anybody reads. */
const maxLength = 4096;

/** What the user typed (a word, a path, a value), as it may stand in a sentence on their terminal. */
export function typedText(text: string): string {
	return foreignText(text, maxLength);
}
