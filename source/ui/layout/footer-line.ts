import type {Command, Scope} from '../keys/command.js';
import {completions, usage} from '../keys/command-line.js';
import type {Frame} from '../state/frame.js';
import {lineText} from '../state/line-editor.js';
import type {Page, Prompt} from '../state/screen-state.js';
import {keyWords} from '../text/key-words.js';
import {textWidth} from '../text/text-width.js';

/** The last line: what is typed, else a message, else the keys that matter here. */
export function footerLine(frame: Frame, width: number): string {
	const {screen, look} = frame;
	if (screen.prompt !== null) {
		return promptLine(frame, screen.prompt, width);
	}
	if (screen.notice !== null) {
		const roles = {info: 'text', attention: 'attention', error: 'error'} as const;
		return look.paint(roles[screen.notice.level], look.foreign(` ${screen.notice.text}`, width));
	}
	return hintLine(frame, width);
}

/** The words of the footer in the order of how often they are needed; those of one place stand after `open`. */
const hintOrder = [
	'help',
	'back',
	'filter',
	'sort',
	'pane',
	'open',
	'',
	'more',
	'why',
	'pause',
	'add',
	'command',
	'quit',
];

/** Where the words that are not among them stand. */
const placeOfOthers = hintOrder.indexOf('');

interface Hint {
	readonly key: string;
	readonly words: string;
	readonly place: number;
}

function hintsOf({screen, keymap, look}: Frame): readonly Hint[] {
	const {page} = screen;
	const scope = page === null ? screen.focus : (`${page.kind} page` as const);
	return keymap.commands
		.flatMap(command => {
			const words = page === null ? command.hint : hintOn(command, page.kind);
			const key = keyWords(keymap.keysOf(command)[0] ?? '', look.isAscii);
			if (words === undefined || key === '' || !isHere(command, scope)) {
				return [];
			}
			const place = hintOrder.indexOf(words);
			return [{key, words, place: place === -1 ? placeOfOthers : place}];
		})
		.sort((a, b) => a.place - b.place);
}

function hintOn({pageHint: [words, ...kinds] = ['']}: Command, kind: Page['kind']) {
	return words !== '' && (kinds.length === 0 || kinds.includes(kind)) ? words : undefined;
}

/** As many hints as fit, the last of them always: how to get out. */
function hintLine(frame: Frame, width: number): string {
	const {look} = frame;
	const hints = hintsOf(frame);
	const last = hints.at(-1);
	const reserved = last === undefined ? 0 : hintLength(last);
	let line = '';
	let used = 0;
	for (const hint of hints) {
		const left = width - used - (hint === last ? 0 : reserved);
		if (hintLength(hint) <= left) {
			line += ` ${look.paint('key', hint.key)} ${look.paint('faint', hint.words)} `;
			used += hintLength(hint);
		}
	}
	return line + ' '.repeat(Math.max(0, width - used));
}

function hintLength({key, words}: Hint): number {
	return textWidth(key) + words.length + 3;
}

function isHere(command: Command, scope: Scope): boolean {
	return command.scopes === undefined || command.scopes.includes(scope);
}

const promptMarks: {readonly [Kind in Prompt['kind']]: string} = {
	filter: '/',
	add: 'add: ',
	command: ':',
};

/** The line being typed with its cursor, and what it could become. */
function promptLine(frame: Frame, prompt: Prompt, width: number): string {
	const {look} = frame;
	const mark = promptMarks[prompt.kind];
	const {graphemes, cursor} = prompt.line;
	const room = Math.max(1, width - mark.length - 1);
	// The end of the line around the cursor is what matters when it is longer than the terminal.
	let first = 0;
	while (textWidth(graphemes.slice(first, cursor).join('')) >= room) {
		first++;
	}
	const before = look.foreign(
		graphemes.slice(first, cursor).join(''),
		Math.min(room, textWidth(graphemes.slice(first, cursor).join(''))),
	);
	const under = graphemes[cursor] ?? ' ';
	const left = room - textWidth(before);
	const after = graphemes.slice(cursor + 1).join('');
	const tail = look.foreign(
		after,
		Math.min(textWidth(after), Math.max(0, left - textWidth(under))),
	);
	const used = mark.length + textWidth(before) + textWidth(under) + textWidth(tail);
	const rest = Math.max(0, width - used);
	return [
		look.paint('key', mark),
		before,
		`\x1B[7m${look.foreign(under, textWidth(under))}\x1B[27m`,
		tail,
		look.paint('faint', look.place(suggestions(frame, prompt), rest)),
	].join('');
}

function suggestions(frame: Frame, prompt: Prompt): string {
	if (prompt.kind === 'add') {
		return prompt.line.graphemes.length === 0 ? '  the path or the URL of a .torrent' : '';
	}
	if (prompt.kind === 'filter') {
		return '';
	}
	const stem = prompt.choice === -1 ? lineText(prompt.line) : prompt.stem;
	const words = completions(stem, frame.keymap.commands, frame).map(
		line => line.split(/[\s=]+/).at(-1) ?? '',
	);
	const chosen = words.map((word, index) => (index === prompt.choice ? `[${word}]` : word));
	return chosen.length === 0
		? `   ${usage(stem, frame.keymap.commands, frame)}`
		: `   ${chosen.slice(0, 12).join('  ')}`;
}
