import type {Command, Scope} from '../keys/command.js';
import {completions, usage} from '../keys/command-line.js';
import type {Frame} from '../state/frame.js';
import {lineText} from '../state/line-editor.js';
import type {Page, Prompt} from '../state/screen-state.js';
import {keyWords} from '../text/key-words.js';
import {textWidth} from '../text/text-width.js';

/** The last line: a message, else what is typed, else the keys that matter here. */
export function footerLine(frame: Frame, width: number): string {
	const {screen, look} = frame;
	// A message is gone with the next key, so it can stand over a line that is typed.
	if (screen.prompt !== null && screen.notice === null) {
		return promptLine(frame, screen.prompt, width);
	}
	if (screen.notice !== null) {
		const roles = {info: 'text', attention: 'attention', error: 'error'} as const;
		return look.paint(roles[screen.notice.level], look.foreign(` ${screen.notice.text}`, width));
	}
	return hintLine(frame, width);
}

/** The words of the footer from left to right; those of one place stand after `open`. */
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

/** Without these nobody finds the rest or gets out: where not all have room they stay, the first longest. */
const kept = ['help', 'quit', 'back', 'pane', 'open', 'command', 'filter', 'why', 'pause'];

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

/** As many hints as fit, in their order. */
function hintLine(frame: Frame, width: number): string {
	const {look} = frame;
	const hints = fittingHints(hintsOf(frame), width);
	const parts = hints.map(
		({key, words}) => ` ${look.paint('key', key)} ${look.paint('faint', words)} `,
	);
	const used = hints.reduce((sum, hint) => sum + hintLength(hint), 0);
	return parts.join('') + ' '.repeat(Math.max(0, width - used));
}

function fittingHints(hints: readonly Hint[], width: number): readonly Hint[] {
	const byNeed = [
		...kept.flatMap(words => hints.filter(hint => hint.words === words)),
		...hints.filter(hint => !kept.includes(hint.words)),
	];
	const fitting = new Set<Hint>();
	let left = width;
	for (const hint of byNeed) {
		if (hintLength(hint) <= left) {
			fitting.add(hint);
			left -= hintLength(hint);
		}
	}
	return hints.filter(hint => fitting.has(hint));
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
		look.paint('faint', look.foreign(suggestions(frame, prompt), rest)),
	].join('');
}

function suggestions(frame: Frame, prompt: Prompt): string {
	const {screen} = frame;
	if (prompt.kind === 'add') {
		const names = prompt.choices.map(path => path.split('/').findLast(name => name !== '') ?? '');
		return prompt.line.graphemes.length === 0
			? `  the path or the URL of a .torrent; Tab completes${screen.history.add.length > 0 ? ', Up: what was typed before' : ''}`
			: `   ${names.slice(0, 12).join('  ')}`;
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
