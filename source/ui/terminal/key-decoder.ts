/** Something that came from the keyboard or the mouse. */
export type InputEvent =
	/** `name` as in the key table: `j`, `G`, `enter`, `shift+tab`, `ctrl+c`, `alt+x`, `f5`. `text` is what it types, empty for the others. */
	| {readonly type: 'key'; readonly name: string; readonly text: string}
	| {readonly type: 'paste'; readonly text: string}
	/** Cells count from 0. */
	| {
			readonly type: 'mouse';
			readonly action: 'press' | 'release' | 'wheel-up' | 'wheel-down';
			readonly column: number;
			readonly row: number;
	  };

/** Keys by the end of their CSI or SS3 sequence. */
const keysByFinal: Readonly<Record<string, string>> = {
	A: 'up',
	B: 'down',
	C: 'right',
	D: 'left',
	E: 'clear',
	F: 'end',
	H: 'home',
	P: 'f1',
	Q: 'f2',
	R: 'f3',
	S: 'f4',
	M: 'enter',
};

/** Keys by the first number of a CSI sequence that ends with `~`. */
const keysByNumber: Readonly<Record<string, string>> = {
	1: 'home',
	2: 'insert',
	3: 'delete',
	4: 'end',
	5: 'pageup',
	6: 'pagedown',
	7: 'home',
	8: 'end',
	11: 'f1',
	12: 'f2',
	13: 'f3',
	14: 'f4',
	15: 'f5',
	17: 'f6',
	18: 'f7',
	19: 'f8',
	20: 'f9',
	21: 'f10',
	23: 'f11',
	24: 'f12',
};

const keysByControl: Readonly<Record<string, string>> = {
	'\r': 'enter',
	'\n': 'enter',
	'\t': 'tab',
	'\x7F': 'backspace',
	'\b': 'backspace',
	'\0': 'ctrl+space',
	'\x1C': 'ctrl+\\',
	'\x1D': 'ctrl+]',
	'\x1E': 'ctrl+^',
	'\x1F': 'ctrl+_',
};

const pasteStart = '\x1B[200~';
const pasteEnd = '\x1B[201~';

/** Links that a terminal without paste marks sends as if they were typed; nobody types them in one go. */
const pastedLink = /^(?:magnet:\?|https?:\/\/)[\x21-\x7E]+[\r\n]*$/;

/** A paste longer than this is thrown away: nothing that can be added is. */
const longestPaste = 65_536;

/** A sequence that never ends is not one. */
const longestSequence = 64;

const segmenter = new Intl.Segmenter();

/**
 * Turns what a terminal sends into keys, pastes and mouse events, however the bytes were split or run together:
 * `\rjjj` is four keys, half an arrow waits for its other half, and an escape that nothing follows is the Escape key,
 * which only time can tell: call `flush` some 30 ms after `isPending` became true. Strings, so decode UTF-8 before.
 * What terminals send unasked (replies, focus) is swallowed.
 */
export class KeyDecoder {
	#pending = '';
	#isPasteTooLong = false;

	/** Whether the start of something waits for its rest. */
	get isPending(): boolean {
		return this.#pending !== '' && !this.#isPasteTooLong && !this.#pending.startsWith(pasteStart);
	}

	/** What a chunk of input says, with what was left of the one before. */
	push(chunk: string): InputEvent[] {
		let input = this.#pending + chunk;
		this.#pending = '';
		if (pastedLink.test(input)) {
			return [{type: 'paste', text: input.trim()}];
		}
		const events: InputEvent[] = [];
		while (input !== '') {
			const length = this.#take(input, events);
			if (length === 0) {
				this.#pending = input;
				break;
			}
			input = input.slice(length);
		}
		return events;
	}

	/** What was pending is all there is: an Escape key, or a sequence that was cut off. */
	flush(): InputEvent[] {
		const rest = this.#pending.slice(1);
		if (!this.isPending) {
			return [];
		}
		this.#pending = '';
		return rest === '[' || rest === 'O'
			? [key(`alt+${rest}`)]
			: [key('escape'), ...this.push(rest)];
	}

	/** Takes what stands first; returns its length, 0 when it is not whole yet. */
	#take(input: string, events: InputEvent[]): number {
		if (input.startsWith(pasteStart) || this.#isPasteTooLong) {
			return this.#takePaste(input, events);
		}
		return input.startsWith('\x1B') ? this.#takeSequence(input, events) : takeText(input, events);
	}

	#takePaste(input: string, events: InputEvent[]): number {
		const end = input.indexOf(pasteEnd);
		if (end !== -1) {
			if (!this.#isPasteTooLong) {
				events.push({type: 'paste', text: input.slice(pasteStart.length, end)});
			}
			this.#isPasteTooLong = false;
			return end + pasteEnd.length;
		}
		if (input.length > longestPaste) {
			this.#isPasteTooLong = true;
		}
		// The end mark may be split over two chunks.
		return this.#isPasteTooLong ? Math.max(0, input.length - pasteEnd.length) : 0;
	}

	/** Takes one escape sequence; returns its length, 0 when it is not whole yet. */
	#takeSequence(input: string, events: InputEvent[]): number {
		const kind = input[1];
		if (kind === undefined) {
			return 0;
		}
		if (kind === '[' || kind === 'O') {
			return takeControlSequence(input, kind, events);
		}
		if (kind === '\x1B') {
			// Escape twice, or alt with a sequence: the first stands alone unless a sequence follows.
			events.push(key('escape'));
			return 1;
		}
		// Alt and a key.
		const inner: InputEvent[] = [];
		const length = takeText(input.slice(1), inner, 1);
		for (const event of inner) {
			events.push(event.type === 'key' ? key(`alt+${event.name}`) : event);
		}
		return length + 1;
	}
}

function key(name: string, text = ''): InputEvent {
	return {type: 'key', name, text};
}

function takeControlSequence(input: string, kind: '[' | 'O', events: InputEvent[]): number {
	// The Linux console sends ESC [ [ A for F1.
	if (input.startsWith('\x1B[[')) {
		const letter = input[3];
		if (letter !== undefined && letter >= 'A' && letter <= 'E') {
			events.push(key(`f${letter.charCodeAt(0) - 64}`));
		}
		return letter === undefined ? 0 : 4;
	}
	// X10 mouse reports, from terminals that do not know the newer form, have three bytes of their own.
	if (input.startsWith('\x1B[M')) {
		return input.length < 6 ? 0 : 6;
	}
	const match = /^\x1B[[O]([\x30-\x3F]*)[\x20-\x2F]*([\x40-\x7E])/.exec(input);
	if (match === null) {
		const isOpen = /^\x1B[[O][\x20-\x3F]*$/.test(input);
		return isOpen && input.length < longestSequence ? 0 : 2;
	}
	const event = decodeSequence(kind, match[1] ?? '', match[2] ?? '');
	if (event !== undefined) {
		events.push(event);
	}
	return match[0].length;
}

function decodeSequence(
	kind: '[' | 'O',
	parameters: string,
	final: string,
): InputEvent | undefined {
	if (parameters.startsWith('<')) {
		return mouseEvent(parameters.slice(1), final);
	}
	if (/^[?>=]/.test(parameters)) {
		return undefined;
	}
	const [first = '', second = ''] = parameters.split(';');
	if (final === 'u') {
		return keyOfCode(Number(first), second);
	}
	const name = final === '~' ? keysByNumber[first] : keysByFinal[final];
	if (name !== undefined && (kind === 'O' || final !== 'M')) {
		return key(withModifiers(name, second));
	}
	return final === 'Z' ? key('shift+tab') : undefined;
}

/** A key that a terminal sends by its code point (the `u` form). */
function keyOfCode(code: number, modifiers: string): InputEvent | undefined {
	if (!(code >= 0 && code <= 0x10_ffff)) {
		return undefined;
	}
	const text = String.fromCodePoint(code);
	const named = code === 27 ? 'escape' : keysByControl[text];
	const name = withModifiers(named ?? (text === ' ' ? 'space' : text), modifiers);
	return key(name, named === undefined && name === text ? text : '');
}

/** `ctrl+`, `alt+`, `shift+` in front of a key, by xterm's number: one more than the sum of 1, 2 and 4. */
function withModifiers(name: string, parameter: string): string {
	const bits = (Number.parseInt(parameter, 10) || 1) - 1;
	return (bits & 4 ? 'ctrl+' : '') + (bits & 2 ? 'alt+' : '') + (bits & 1 ? 'shift+' : '') + name;
}

function mouseEvent(parameters: string, final: string): InputEvent | undefined {
	const [button = 0, column = 1, row = 1] = parameters.split(';').map(Number);
	const position = {type: 'mouse', column: column - 1, row: row - 1} as const;
	if (button === 64 || button === 65) {
		return {...position, action: button === 64 ? 'wheel-up' : 'wheel-down'};
	}
	return (button & 3) === 0 && button < 32
		? {...position, action: final === 'm' ? 'release' : 'press'}
		: undefined;
}

/** Takes keys up to the next escape, at most `limit`; returns the length taken. */
function takeText(input: string, events: InputEvent[], limit = Number.POSITIVE_INFINITY): number {
	const end = input.indexOf('\x1B');
	const text = end === -1 ? input : input.slice(0, end);
	let taken = 0;
	let length = 0;
	for (const {segment} of segmenter.segment(text)) {
		if (taken === limit) {
			break;
		}
		taken++;
		length += segment.length;
		events.push(...keysOf(segment));
	}
	return length;
}

/** A grapheme as keys: one, but CR LF is a single grapheme. */
function keysOf(segment: string): InputEvent[] {
	if (segment === '\r\n') {
		return [key('enter')];
	}
	const control = keysByControl[segment];
	if (control !== undefined) {
		return [key(control)];
	}
	const code = segment.charCodeAt(0);
	if (code < 0x20) {
		return [key(`ctrl+${String.fromCharCode(code + 0x60)}`)];
	}
	return [key(segment === ' ' ? 'space' : segment, segment)];
}
