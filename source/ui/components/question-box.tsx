import {Box} from 'ink';
import type {Frame} from '../state/frame.js';
import type {Question} from '../state/screen-state.js';
import type {Size} from '../terminal/terminal.js';
import {cleanText} from '../text/clean-text.js';
import {wrapWords} from '../text/wrap-words.js';
import {useLines} from './contexts.js';
import {Rows} from './rows.js';

/** A question over the middle of the screen. */
export function QuestionBox({size}: {readonly size: Size}) {
	const lines = useLines(frame => questionLines(frame, size));
	const width = boxWidth(size);
	return (
		<Box
			position="absolute"
			marginLeft={Math.max(0, Math.floor((size.columns - width) / 2))}
			marginTop={Math.max(0, Math.floor((size.rows - lines.length) / 2))}
		>
			<Rows lines={lines} width={width} height={lines.length} isOver />
		</Box>
	);
}

function boxWidth({columns}: Size): number {
	return Math.min(columns, 64);
}

/** On one line where they have room, else one under the other. */
function answerLines({answers}: Question, room: number): readonly string[] {
	const words = answers.map(answer => `${answer.key} ${answer.words}`);
	const joined = words.join('   ');
	return joined.length <= room ? [joined] : words;
}

/** The question, what goes with it, and the keys that answer. */
export function questionLines(frame: Frame, size: Size): readonly string[] {
	const {look} = frame;
	const {question} = frame.screen;
	if (question === null) {
		return [];
	}
	const {glyphs} = look;
	const width = boxWidth(size);
	const room = Math.max(1, width - 4);
	const side = look.paint('attention', glyphs.vertical);
	const row = (text: string) => `${side} ${text} ${side}`;
	const words = (text: string) => wrapWords(cleanText(text, look.isAscii), room, glyphs.ellipsis);
	const answers = answerLines(question, room);
	const asked = [
		...words(question.text).map(line => look.paint('header', look.place(line, room))),
		...question.details.flatMap(words).map(line => look.paint('faint', look.place(line, room))),
	];
	// Where not all has room the answers stay: without them nobody gets out.
	const inner = [
		...asked.slice(0, Math.max(0, size.rows - 2 - answers.length)),
		...answers.map(line => look.paint('key', look.place(line, room))),
	];
	const line = glyphs.horizontal.repeat(Math.max(0, width - 2));
	return [
		look.paint('attention', glyphs.topLeft + line + glyphs.topRight),
		...inner.slice(0, Math.max(1, size.rows - 2)).map(row),
		look.paint('attention', glyphs.bottomLeft + line + glyphs.bottomRight),
	].slice(0, Math.max(1, size.rows));
}
