import {completions} from '../keys/command-line.js';
import type {Frame} from './frame.js';
import {editKey, editLine, lineText} from './line-editor.js';
import {changeList, type Prompt, type ScreenState} from './screen-state.js';

/** The lines of each kind that are remembered. */
const keptLines = 100;

/** The screen with a prompt open. */
export function openPrompt(screen: ScreenState, kind: Prompt['kind'], text: string): ScreenState {
	const before = kind === 'filter' ? filterOf(screen) : '';
	return {
		...screen,
		prompt: {kind, line: editLine(text), before, choice: -1, stem: '', choices: []},
	};
}

/** What is looked for in the help where that is open, else in the list in focus. */
function filterOf({page, lists, focus}: ScreenState): string {
	return page?.kind === 'help' ? page.filter : lists[focus].filter;
}

function withFilter(screen: ScreenState, filter: string): ScreenState {
	const {page, focus} = screen;
	return page?.kind === 'help'
		? {...screen, page: {...page, filter, top: 0}}
		: changeList(screen, focus, {filter, top: 0});
}

/** What a key in the prompt leads to: another screen, and maybe a line that is done. */
export interface PromptResult {
	readonly screen: ScreenState;
	readonly done?: {readonly kind: Prompt['kind']; readonly text: string};
}

/** A key while a line is typed. The filter works while it is typed; Escape goes back to what was. */
export function handlePromptKey(
	frame: Frame,
	prompt: Prompt,
	name: string,
	text: string,
): PromptResult {
	const {screen} = frame;
	const isEmptied = name === 'backspace' && prompt.line.graphemes.length === 0;
	if (name === 'escape' || name === 'ctrl+c' || isEmptied) {
		const closed = {...screen, prompt: null};
		return {
			screen: prompt.kind === 'filter' ? withFilter(closed, prompt.before) : closed,
		};
	}
	if (name === 'enter') {
		return submit(screen, prompt);
	}
	if (prompt.kind !== 'filter' && (name === 'up' || name === 'down')) {
		const lines = screen.history[prompt.kind];
		return {screen: {...screen, prompt: recall(lines, prompt, name === 'up' ? 1 : -1)}};
	}
	if (prompt.kind === 'command' && (name === 'tab' || name === 'shift+tab')) {
		return {screen: {...screen, prompt: complete(frame, prompt, name === 'tab' ? 1 : -1)}};
	}
	const line = editKey(prompt.line, name, text);
	return line === undefined ? {screen} : {screen: withLine(screen, {...prompt, line, choice: -1})};
}

/** A paste goes into the line. */
export function pasteIntoPrompt(screen: ScreenState, prompt: Prompt, text: string): ScreenState {
	const line = editKey(prompt.line, '', text.trim());
	return line === undefined ? screen : withLine(screen, {...prompt, line, choice: -1});
}

function withLine(screen: ScreenState, prompt: Prompt): ScreenState {
	const next = {...screen, prompt: {...prompt, choices: []}};
	return prompt.kind === 'filter' ? withFilter(next, lineText(prompt.line).trim()) : next;
}

function submit(screen: ScreenState, prompt: Prompt): PromptResult {
	const text = lineText(prompt.line).trim();
	const closed = {...screen, prompt: null};
	if (text === '' || prompt.kind === 'filter') {
		return {screen: closed};
	}
	const before = screen.history[prompt.kind];
	const lines = before.at(-1) === text ? before : [...before, text].slice(-keptLines);
	const history = {...screen.history, [prompt.kind]: lines};
	return {screen: {...closed, history}, done: {kind: prompt.kind, text}};
}

/** The next completion of what was typed; after the last one it is that again. */
function complete(frame: Frame, prompt: Prompt, step: 1 | -1): Prompt {
	const stem = prompt.choice === -1 ? lineText(prompt.line) : prompt.stem;
	const choices = completions(stem, frame.keymap.commands, frame);
	if (choices.length === 0) {
		return prompt;
	}
	const only = choices.length === 1 ? choices[0] : undefined;
	if (only !== undefined) {
		// The only one is taken for good, so that Tab goes on with what follows it.
		return {...prompt, line: editLine(`${only} `), choice: -1, stem: ''};
	}
	const ring = choices.length + 1;
	const place = (prompt.choice + 1 + step + ring) % ring;
	const choice = place - 1;
	return {...prompt, line: editLine(choices[choice] ?? stem), choice, stem};
}

/** The screen when it is known what the path that was typed could become: as much of it as is sure is taken. */
export function completePath(
	screen: ScreenState,
	typed: string,
	choices: readonly string[],
): ScreenState {
	const {prompt} = screen;
	if (prompt?.kind !== 'add' || lineText(prompt.line) !== typed || choices.length === 0) {
		return screen;
	}
	const line = editLine(commonStart(choices));
	return {...screen, prompt: {...prompt, line, choices: choices.length === 1 ? [] : choices}};
}

function commonStart([first = '', ...others]: readonly string[]): string {
	const graphemes = editLine(first).graphemes;
	let length = graphemes.length;
	while (!others.every(other => other.startsWith(graphemes.slice(0, length).join('')))) {
		length--;
	}
	return graphemes.slice(0, length).join('');
}

/** Lines typed before. */
function recall(lines: readonly string[], prompt: Prompt, step: 1 | -1): Prompt {
	const now = lines.lastIndexOf(lineText(prompt.line));
	const place = now === -1 ? lines.length - step : now - step;
	if (step === -1 && (now === -1 || place >= lines.length)) {
		return {...prompt, line: editLine(''), choice: -1};
	}
	const line = lines[Math.max(0, place)];
	return line === undefined ? prompt : {...prompt, line: editLine(line), choice: -1};
}
