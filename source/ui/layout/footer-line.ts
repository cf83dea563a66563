import type {Command} from '../keys/command.js';
import {completions} from '../keys/command-line.js';
import type {Frame} from '../state/frame.js';
import {lineText} from '../state/line-editor.js';
import type {Prompt} from '../state/screen-state.js';
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

/** Footer hints in the order of how often they are needed. */
const hintOrder = [
	'help',
	'filter',
	'sort',
	'pane',
	'open',
	'why',
	'pause',
	'add',
	'command',
	'quit',
];

function hintLine({look, screen, keymap}: Frame, width: number): string {
	const scope = screen.page === null ? screen.focus : (`${screen.page.kind} page` as const);
	const hints = keymap.commands
		.filter(command => command.hint !== undefined && isHere(command, scope))
		.sort((a, b) => hintOrder.indexOf(a.hint ?? '') - hintOrder.indexOf(b.hint ?? ''));
	let line = '';
	let used = 0;
	for (const command of hints) {
		const key = keyWords(keymap.keysOf(command)[0] ?? '');
		const words = command.hint ?? '';
		const length = key.length + words.length + 3;
		if (key === '' || used + length > width) {
			continue;
		}
		line += ` ${look.paint('key', key)} ${look.paint('faint', words)} `;
		used += length;
	}
	return line + ' '.repeat(Math.max(0, width - used));
}

function isHere(command: Command, scope: NonNullable<Command['scopes']>[number]): boolean {
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
		return prompt.line.graphemes.length === 0 ? '  a path, magnet link, URL or info hash' : '';
	}
	if (prompt.kind === 'filter') {
		return '';
	}
	const stem = prompt.choice === -1 ? lineText(prompt.line) : prompt.stem;
	const words = completions(stem, frame.keymap.commands, frame).map(
		line => line.split(/[\s=]+/).at(-1) ?? '',
	);
	const chosen = words.map((word, index) => (index === prompt.choice ? `[${word}]` : word));
	return chosen.length === 0 ? '' : `   ${chosen.slice(0, 12).join('  ')}`;
}
