/** The control sequences that the screen uses, by what they do (ECMA-48, xterm's list). */
export const sequences = {
	enterAlternateScreen: '\x1B[?1049h',
	leaveAlternateScreen: '\x1B[?1049l',
	hideCursor: '\x1B[?25l',
	showCursor: '\x1B[?25h',
	/** A character in the last column must not scroll the screen. */
	wrapOff: '\x1B[?7l',
	wrapOn: '\x1B[?7h',
	pasteMarksOn: '\x1B[?2004h',
	pasteMarksOff: '\x1B[?2004l',
	/** Clicks and the wheel, in the form without limits (1006). Moves are not asked for: they would only cost bytes. */
	mouseOn: '\x1B[?1000h\x1B[?1006h',
	mouseOff: '\x1B[?1006l\x1B[?1000l',
	resetStyle: '\x1B[m',
	clear: '\x1B[2J\x1B[H',
	eraseLineEnd: '\x1B[K',
	/** A terminal that knows these shows what stands between them as one frame. */
	beginFrame: '\x1B[?2026h',
	endFrame: '\x1B[?2026l',
} as const;

/** Puts the cursor on a cell; both count from 0. */
export function cursorTo(column: number, row: number): string {
	return column === 0 ? `\x1B[${row + 1}H` : `\x1B[${row + 1};${column + 1}H`;
}

/** Puts the cursor on a column of its row, from 0. */
export function cursorToColumn(column: number): string {
	return column === 0 ? '\r' : `\x1B[${column + 1}G`;
}

/** Asks the terminal to take a text into the clipboard (OSC 52); terminals that may not, ignore it. */
export function copyToClipboard(text: string): string {
	return `\x1B]52;c;${Buffer.from(text, 'utf8').toString('base64')}\x07`;
}

/** Everything that has to be on while the screen is shown. */
export function enterScreen(hasMouse: boolean): string {
	return [
		sequences.enterAlternateScreen,
		sequences.hideCursor,
		sequences.wrapOff,
		sequences.pasteMarksOn,
		hasMouse ? sequences.mouseOn : '',
		sequences.clear,
	].join('');
}

/** Leaves nothing of {@link enterScreen} behind; harmless where it was never written. */
export function leaveScreen(): string {
	return [
		sequences.endFrame,
		sequences.resetStyle,
		sequences.mouseOff,
		sequences.pasteMarksOff,
		sequences.wrapOn,
		sequences.leaveAlternateScreen,
		sequences.showCursor,
	].join('');
}
