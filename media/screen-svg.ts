import type {IBufferCell, Terminal} from '@xterm/headless';

/** A cell's size and the text's, in pixels. */
const cell = {width: 8.4, height: 17, fontSize: 14} as const;
const padding = 12;

const colors = {background: '#16181d', foreground: '#d4d7dd'} as const;

/** The sixteen colours that terminals choose themselves, as here. */
const basic = [
	'#282c34',
	'#e06c75',
	'#98c379',
	'#e5c07b',
	'#61afef',
	'#c678dd',
	'#56b6c2',
	'#abb2bf',
	'#6b7280',
	'#ff7b86',
	'#b5e890',
	'#ffd88a',
	'#7cc4ff',
	'#e08cff',
	'#6fd9e6',
	'#ffffff',
] as const;

/** A run of cells of one look. */
interface Run {
	readonly column: number;
	readonly row: number;
	text: string;
	width: number;
	readonly foreground: string;
	readonly background: string | undefined;
	readonly isBold: boolean;
	readonly isUnderlined: boolean;
}

/** What a terminal shows at a moment: each row as the SVG elements that draw it. */
export interface ScreenPicture {
	readonly columns: number;
	readonly rows: readonly string[];
}

/** Takes the picture. Each run of text is stretched to its columns, so that any font keeps them straight. */
export function takePicture(terminal: Terminal): ScreenPicture {
	const rows = Array.from({length: terminal.rows}, (_, row) => {
		const runs = readRuns(terminal, row);
		return [...runs.flatMap(background), ...runs.flatMap(foreground)].join('');
	});
	return {columns: terminal.cols, rows};
}

/** A picture as an SVG. `title` says what is seen. */
export function pictureSvg({columns, rows}: ScreenPicture, title: string): string {
	return frame({columns, rows: rows.length, title}, rows.filter(Boolean));
}

/**
 * Pictures one after the other, `pictureMs` each, over and over. A row is drawn once for as long as it stays the same, and
 * switched on and off by time: what does not move costs nothing.
 */
export function animationSvg(
	pictures: readonly ScreenPicture[],
	pictureMs: number,
	title: string,
): string {
	const {columns, rows} = pictures[0]!;
	const parts = rows.flatMap((_, row) => rowStretches(pictures, row));
	const seconds = (pictures.length * pictureMs) / 1000;
	return frame(
		{columns, rows: rows.length, title},
		parts.map(({content, from, to}) =>
			from === 0 && to === pictures.length
				? content
				: `<g visibility="hidden">${content}${timing(from, to, pictures.length, seconds)}</g>`,
		),
	);
}

interface Stretch {
	readonly content: string;
	/** Numbers of pictures: from this one, up to but without that one. */
	readonly from: number;
	readonly to: number;
}

/** A row over time, cut where it changes. */
function rowStretches(pictures: readonly ScreenPicture[], row: number): Stretch[] {
	const stretches: Stretch[] = [];
	let from = 0;
	for (let at = 1; at <= pictures.length; at++) {
		const content = pictures[from]?.rows[row] ?? '';
		if (at === pictures.length || pictures[at]?.rows[row] !== content) {
			if (content !== '') {
				stretches.push({content, from, to: at});
			}
			from = at;
		}
	}
	return stretches;
}

/** Visible between two pictures of a loop. */
function timing(from: number, to: number, count: number, seconds: number): string {
	const times = [from / count, to / count].map(time => round(time));
	const [values, keyTimes] =
		from === 0
			? ['visible;hidden', `0;${times[1]}`]
			: ['hidden;visible;hidden', `0;${times.join(';')}`];
	return `<animate attributeName="visibility" values="${values}" keyTimes="${keyTimes}" calcMode="discrete" dur="${seconds}s" repeatCount="indefinite"/>`;
}

/** The window around what is drawn. */
function frame(
	{columns, rows, title}: {readonly columns: number; readonly rows: number; readonly title: string},
	parts: readonly string[],
): string {
	const width = Math.ceil(columns * cell.width + 2 * padding);
	const height = Math.ceil(rows * cell.height + 2 * padding);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
		`<title>${escapeXml(title)}</title>`,
		`<rect width="${width}" height="${height}" rx="8" fill="${colors.background}"/>`,
		`<g font-family="'JetBrains Mono','Cascadia Mono','DejaVu Sans Mono',monospace" font-size="${cell.fontSize}">`,
		...parts,
		'</g>',
		'</svg>',
		'',
	].join('\n');
}

function readRuns(terminal: Terminal, row: number): Run[] {
	const runs: Run[] = [];
	const {active} = terminal.buffer;
	const line = active.getLine(active.viewportY + row);
	let run: Run | undefined;
	for (let column = 0; column < terminal.cols; column++) {
		const each = line?.getCell(column);
		if (each === undefined || each.getWidth() === 0) {
			continue;
		}
		const next = newRun(each, column, row);
		if (
			run !== undefined &&
			isSameLook(run, next) &&
			each.getWidth() === 1 &&
			!isBlock(next.text)
		) {
			run.text += next.text;
			run.width += 1;
		} else {
			run = next;
			runs.push(next);
		}
	}
	return runs;
}

function newRun(each: IBufferCell, column: number, row: number): Run {
	const isInverse = each.isInverse() !== 0;
	const fore = colorOf(each.isFgDefault(), each.isFgRGB(), each.getFgColor());
	const back = colorOf(each.isBgDefault(), each.isBgRGB(), each.getBgColor());
	return {
		column,
		row,
		text: each.getChars() || ' ',
		width: each.getWidth(),
		foreground: isInverse ? (back ?? colors.background) : (fore ?? colors.foreground),
		background: isInverse ? (fore ?? colors.foreground) : back,
		isBold: each.isBold() !== 0,
		isUnderlined: each.isUnderline() !== 0,
	};
}

function isSameLook(a: Run, b: Run): boolean {
	return (
		!isBlock(a.text) &&
		a.foreground === b.foreground &&
		a.background === b.background &&
		a.isBold === b.isBold &&
		a.isUnderlined === b.isUnderlined
	);
}

/** Blocks and Braille are drawn as shapes: fonts leave gaps between them, or have them in another width. */
function isBlock(text: string): boolean {
	const code = text.codePointAt(0) ?? 0;
	return text.length === 1 && ((code >= 0x2580 && code <= 0x2593) || isBraille(code));
}

function isBraille(code: number): boolean {
	return code >= 0x2800 && code <= 0x28ff;
}

function colorOf(isDefault: boolean, isRgb: boolean, color: number): string | undefined {
	if (isDefault) {
		return undefined;
	}
	if (isRgb) {
		return `#${color.toString(16).padStart(6, '0')}`;
	}
	if (color < 16) {
		return basic[color];
	}
	if (color >= 232) {
		return gray(8 + (color - 232) * 10);
	}
	const steps = [0, 95, 135, 175, 215, 255] as const;
	const index = color - 16;
	const parts = [Math.floor(index / 36), Math.floor(index / 6) % 6, index % 6];
	return `#${parts.map(part => (steps[part] ?? 0).toString(16).padStart(2, '0')).join('')}`;
}

function gray(level: number): string {
	return `#${level.toString(16).padStart(2, '0').repeat(3)}`;
}

function place(run: Run) {
	return {
		x: padding + run.column * cell.width,
		y: padding + run.row * cell.height,
		width: run.width * cell.width,
	};
}

function background(run: Run): string[] {
	const {x, y, width} = place(run);
	return run.background === undefined ? [] : [rectangle(x, y, width, cell.height, run.background)];
}

function foreground(run: Run): string[] {
	const {x, y, width} = place(run);
	if (isBlock(run.text)) {
		return blockShape(run.text.codePointAt(0) ?? 0, x, y, run.foreground);
	}
	const text = run.text.trimEnd();
	if (text === '') {
		return [];
	}
	const lead = text.length - text.trimStart().length;
	const shown = text.slice(lead);
	const length = (width * [...shown].length) / [...run.text].length;
	const attributes = [
		`x="${round(x + lead * cell.width)}"`,
		`y="${round(y + cell.fontSize - 0.5)}"`,
		`textLength="${round(length)}"`,
		`fill="${run.foreground}"`,
		run.isBold ? 'font-weight="bold"' : '',
		run.isUnderlined ? 'text-decoration="underline"' : '',
		'xml:space="preserve"',
	];
	return [`<text ${attributes.filter(Boolean).join(' ')}>${escapeXml(shown)}</text>`];
}

/** Blocks from one eighth to full, from the left and from below, and the three shades. */
function blockShape(code: number, x: number, y: number, color: string): string[] {
	const {width, height} = cell;
	if (isBraille(code)) {
		return [brailleShape(code - 0x2800, x, y, color)];
	}
	if (code >= 0x2581 && code <= 0x2588) {
		const filled = (height * (code - 0x2580)) / 8;
		return [rectangle(x, y + height - filled, width, filled, color)];
	}
	if (code >= 0x2589 && code <= 0x258f) {
		return [rectangle(x, y, (width * (0x2590 - code)) / 8, height, color)];
	}
	if (code >= 0x2591) {
		return [
			`<g fill-opacity="${0.25 * (code - 0x2590)}">${rectangle(x, y, width, height, color)}</g>`,
		];
	}
	return [rectangle(x, y, width, height / 2, color)];
}

/** The dots of a Braille cell in Unicode's order: bit, column, row. */
const dots = [
	[0, 0],
	[0, 1],
	[0, 2],
	[1, 0],
	[1, 1],
	[1, 2],
	[0, 3],
	[1, 3],
] as const;

function brailleShape(bits: number, x: number, y: number, color: string): string {
	const size = 2.2;
	const path = dots
		.filter((_, bit) => (bits & (1 << bit)) !== 0)
		.map(([column, row]) => {
			const left = x + (column + 0.5) * (cell.width / 2) - size / 2;
			const top = y + (row + 0.5) * (cell.height / 4) - size / 2;
			return `M${round(left)} ${round(top)}h${size}v${size}h-${size}z`;
		});
	return `<path d="${path.join('')}" fill="${color}"/>`;
}

function rectangle(x: number, y: number, width: number, height: number, fill: string): string {
	return `<rect x="${round(x)}" y="${round(y)}" width="${round(width + 0.05)}" height="${round(height)}" fill="${fill}"/>`;
}

function round(value: number): string {
	return value.toFixed(2).replace(/\.?0+$/, '');
}

function escapeXml(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
