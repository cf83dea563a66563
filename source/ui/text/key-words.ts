const words: Readonly<Record<string, string>> = {
	enter: 'Enter',
	escape: 'Esc',
	tab: 'Tab',
	'shift+tab': 'S-Tab',
	space: 'Space',
	up: '↑',
	down: '↓',
	left: '←',
	right: '→',
	pageup: 'PgUp',
	pagedown: 'PgDn',
	home: 'Home',
	end: 'End',
	f1: 'F1',
};

const asciiWords: Readonly<Record<string, string>> = {
	up: 'Up',
	down: 'Down',
	left: 'Left',
	right: 'Right',
};

/** A key as people write it: `Tab`, `Ctrl-C`, `j`. */
export function keyWords(key: string, isAscii = false): string {
	const known = (isAscii ? asciiWords[key] : undefined) ?? words[key];
	if (known !== undefined) {
		return known;
	}
	return key
		.replace(/^ctrl\+(.)$/, (_, letter: string) => `Ctrl-${letter.toUpperCase()}`)
		.replace(/^alt\+/, 'Alt-')
		.replace(/^ctrl\+/, 'Ctrl-')
		.replace(/^shift\+/, 'Shift-');
}
