import type {Keymap} from '../keys/keymap.js';
import {keyWords} from '../text/key-words.js';

/** The screen in a few sentences, with the keys as they are bound now. */
export function introduction(keymap: Keymap, isAscii: boolean): readonly string[] {
	const key = (name: string) => {
		const command = keymap.commands.find(each => each.name === name);
		const [first] = command === undefined ? [] : keymap.keysOf(command);
		return first === undefined ? `:${name}` : keyWords(first, isAscii);
	};
	return [
		`The torrents stand on top; the other panes are about the selected one. ${key('next-pane')} goes from pane to pane, ${key('torrents')} to ${key('why')} to one of the eight, ${key('open')} into what is selected, ${key('back')} out again.`,
		`A block comes only from a peer that is connected, has told what it has, has what we want, has unchoked us and was asked. The Why pane (${key('why-pane')}) counts how many got how far, and says what holds the torrent up; ${key('open')} there goes to what it says, or does what it proposes.`,
		`${key('filter')} filters a list, ${key('sort')} sorts it, ${key('columns')} chooses its columns, ${key('mark')} marks rows: what is done then is done to all of them. ${key('command')} takes every command by its name.`,
	];
}
