/** A line being typed. `cursor` counts graphemes. */
export interface EditedLine {
	readonly graphemes: readonly string[];
	readonly cursor: number;
}

/** An empty line, or one that starts with a text, the cursor behind it. */
export function editLine(text = ''): EditedLine {
	const graphemes = split(text);
	return {graphemes, cursor: graphemes.length};
}

/** The text of the line. */
export function lineText(line: EditedLine): string {
	return line.graphemes.join('');
}

/** The line with a text put in at the cursor, its controls (a paste may have any) made blanks. */
export function insertText(line: EditedLine, text: string): EditedLine {
	const added = split(text.replace(/\p{Cc}+/gu, ' '));
	const {graphemes, cursor} = line;
	return {
		graphemes: [...graphemes.slice(0, cursor), ...added, ...graphemes.slice(cursor)],
		cursor: cursor + added.length,
	};
}

const moves: Readonly<Record<string, (line: EditedLine) => number>> = {
	left: line => Math.max(0, line.cursor - 1),
	'ctrl+b': line => Math.max(0, line.cursor - 1),
	right: line => Math.min(line.graphemes.length, line.cursor + 1),
	'ctrl+f': line => Math.min(line.graphemes.length, line.cursor + 1),
	home: () => 0,
	'ctrl+a': () => 0,
	end: line => line.graphemes.length,
	'ctrl+e': line => line.graphemes.length,
	'ctrl+left': wordBefore,
	'alt+b': wordBefore,
	'ctrl+right': wordAfter,
	'alt+f': wordAfter,
};

/** From where to where a key deletes. */
const deletions: Readonly<Record<string, (line: EditedLine) => readonly [number, number]>> = {
	backspace: line => [Math.max(0, line.cursor - 1), line.cursor],
	delete: line => [line.cursor, line.cursor + 1],
	'ctrl+d': line => [line.cursor, line.cursor + 1],
	'ctrl+w': line => [wordBefore(line), line.cursor],
	'alt+backspace': line => [wordBefore(line), line.cursor],
	'ctrl+u': line => [0, line.cursor],
	'ctrl+k': line => [line.cursor, line.graphemes.length],
};

/** The line after a key, as in a shell; undefined when the key is none of editing. */
export function editKey(line: EditedLine, name: string, text: string): EditedLine | undefined {
	if (text !== '') {
		return insertText(line, text);
	}
	const move = moves[name];
	if (move !== undefined) {
		return {...line, cursor: move(line)};
	}
	const deletion = deletions[name];
	if (deletion === undefined) {
		return undefined;
	}
	const [from, to] = deletion(line);
	return {
		graphemes: [...line.graphemes.slice(0, from), ...line.graphemes.slice(to)],
		cursor: from,
	};
}

const segmenter = new Intl.Segmenter();

function split(text: string): readonly string[] {
	return [...segmenter.segment(text)].map(each => each.segment);
}

function wordBefore(line: EditedLine): number {
	let place = line.cursor;
	while (place > 0 && line.graphemes[place - 1] === ' ') {
		place--;
	}
	while (place > 0 && line.graphemes[place - 1] !== ' ') {
		place--;
	}
	return place;
}

function wordAfter(line: EditedLine): number {
	let place = line.cursor;
	while (place < line.graphemes.length && line.graphemes[place] === ' ') {
		place++;
	}
	while (place < line.graphemes.length && line.graphemes[place] !== ' ') {
		place++;
	}
	return place;
}
