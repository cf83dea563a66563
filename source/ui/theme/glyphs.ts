/** Every character of the screen that is not a letter or a digit, once for Unicode and once for ASCII. */
export interface Glyphs {
	readonly ellipsis: string;
	readonly topLeft: string;
	readonly topRight: string;
	readonly bottomLeft: string;
	readonly bottomRight: string;
	readonly horizontal: string;
	readonly vertical: string;
	/** A bar's filled cell, its half (none: whole cells only), and its empty cell. */
	readonly barFull: string;
	readonly barHalf: string | null;
	readonly barEmpty: string;
	/** Seven heights of a column, lowest first, none of them a whole cell; digits in ASCII. */
	readonly heights: readonly string[];
	/** Steps of a graph's column where there is no Braille. */
	readonly graphSteps: readonly string[];
	readonly down: string;
	readonly up: string;
	readonly dot: string;
	readonly separator: string;
	readonly mark: string;
	readonly sortUp: string;
	readonly sortDown: string;
	readonly check: string;
	readonly cross: string;
	readonly arrow: string;
	/** A piece's block: here, asked for, missing. */
	readonly blockReceived: string;
	readonly blockRequested: string;
	readonly blockMissing: string;
	/** A piece: verified, in flight, being hashed, nobody has it, not wanted; and cells of several that are here in part. */
	readonly pieceHave: string;
	readonly pieceActive: string;
	readonly pieceHashing: string;
	readonly pieceNobody: string;
	readonly pieceSkipped: string;
	/** The selected piece. */
	readonly pieceCursor: string;
	readonly pieceParts: readonly string[];
	/** Three severities. */
	readonly info: string;
	readonly warn: string;
	readonly error: string;
}

/** For terminals that draw Unicode. */
export const unicodeGlyphs: Glyphs = {
	ellipsis: '…',
	topLeft: '╭',
	topRight: '╮',
	bottomLeft: '╰',
	bottomRight: '╯',
	horizontal: '─',
	vertical: '│',
	barFull: '━',
	barHalf: '╸',
	barEmpty: '─',
	heights: ['▁', '▂', '▃', '▄', '▅', '▆', '▇'],
	graphSteps: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
	down: '↓',
	up: '↑',
	dot: '·',
	separator: '·',
	mark: '●',
	sortUp: '▴',
	sortDown: '▾',
	check: '✓',
	cross: '✗',
	arrow: '→',
	blockReceived: '▄',
	blockRequested: '▒',
	blockMissing: '·',
	pieceHave: '█',
	pieceActive: '╋',
	pieceHashing: '▞',
	pieceNobody: '×',
	pieceSkipped: ' ',
	pieceCursor: '◆',
	pieceParts: ['░', '▒', '▓'],
	info: '•',
	warn: '▲',
	error: '■',
};

/** For `--ascii`, a locale without Unicode, and consoles that lack the glyphs. */
export const asciiGlyphs: Glyphs = {
	ellipsis: '~',
	topLeft: '+',
	topRight: '+',
	bottomLeft: '+',
	bottomRight: '+',
	horizontal: '-',
	vertical: '|',
	barFull: '#',
	barHalf: null,
	barEmpty: '-',
	heights: ['1', '2', '3', '4', '5', '6', '7'],
	graphSteps: ['.', ':', '|', '#'],
	down: 'v',
	up: '^',
	dot: '.',
	separator: '|',
	mark: '*',
	sortUp: '^',
	sortDown: 'v',
	check: 'x',
	cross: '!',
	arrow: '>',
	blockReceived: '#',
	blockRequested: 'o',
	blockMissing: '.',
	pieceHave: '#',
	pieceActive: 'o',
	pieceHashing: '%',
	pieceNobody: '!',
	pieceSkipped: ' ',
	pieceCursor: '@',
	pieceParts: ['-', '+', '='],
	info: '-',
	warn: '!',
	error: 'X',
};
