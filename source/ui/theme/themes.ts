/** A colour: its number among the 256 (0–15 are the terminal's own), and its twin where there are only 16. */
export type Color = readonly [of256: number, of16: number];

/** How a piece of text looks. */
export interface Style {
	readonly fg?: Color;
	readonly bg?: Color;
	readonly isBold?: true;
	readonly isDim?: true;
	readonly isInverse?: true;
	readonly isUnderlined?: true;
}

/** What a piece of text is, for the theme to say how it looks. */
export const roles = [
	/** Numbers and names. */
	'text',
	/** Units, labels, what is zero. */
	'faint',
	/** Lines around panes. */
	'border',
	/** The lines and the title of the pane that takes the keys. */
	'focus',
	/** Titles of the others. */
	'title',
	/** Heads of columns. */
	'head',
	/** A key in the footer and in the help. */
	'key',
	/** What needs attention: the one colour that calls. */
	'attention',
	/** Nothing can come in until someone acts. */
	'error',
	/** It works. */
	'good',
	'down',
	'up',
	/** Parts of a bar or map that are not there yet. */
	'track',
	/** The selected row of the pane that takes the keys, over the whole width. */
	'selected',
	/** The selected row of another pane. */
	'remembered',
	/** The mark of a marked row. */
	'marked',
	/** The line on top. */
	'header',
] as const;

/** One of {@link roles}. */
export type Role = (typeof roles)[number];

/** A look for every role, and the hues that tell peers apart in the pipeline. */
export interface Theme {
	readonly styles: {readonly [Name in Role]: Style};
	readonly hues: readonly Color[];
}

/** The colours of the screen, by the `theme` setting. */
export const themes = {
	dark: {
		styles: {
			text: {},
			faint: {fg: [244, 8]},
			border: {fg: [238, 8]},
			focus: {fg: [75, 12]},
			title: {fg: [250, 7]},
			head: {fg: [244, 8]},
			key: {fg: [75, 12]},
			attention: {fg: [215, 3]},
			error: {fg: [203, 9], isBold: true},
			good: {fg: [108, 2]},
			down: {fg: [79, 6]},
			up: {fg: [141, 5]},
			track: {fg: [237, 8]},
			selected: {bg: [238, 4]},
			remembered: {bg: [235, 0]},
			marked: {fg: [215, 3], isBold: true},
			header: {isBold: true},
		},
		hues: [
			[79, 6],
			[141, 5],
			[180, 3],
			[110, 4],
			[108, 2],
			[174, 1],
			[152, 14],
			[183, 13],
			[187, 11],
			[67, 12],
			[151, 10],
			[209, 9],
		],
	},
	light: {
		styles: {
			text: {},
			faint: {fg: [243, 8]},
			border: {fg: [250, 7]},
			focus: {fg: [25, 4]},
			title: {fg: [238, 0]},
			head: {fg: [243, 8]},
			key: {fg: [25, 4]},
			attention: {fg: [130, 3]},
			error: {fg: [160, 1], isBold: true},
			good: {fg: [65, 2]},
			down: {fg: [30, 6]},
			up: {fg: [97, 5]},
			track: {fg: [252, 7]},
			selected: {bg: [153, 14]},
			remembered: {bg: [254, 7]},
			marked: {fg: [130, 3], isBold: true},
			header: {isBold: true},
		},
		hues: [
			[30, 6],
			[97, 5],
			[130, 3],
			[25, 4],
			[65, 2],
			[125, 1],
			[24, 12],
			[133, 13],
			[94, 3],
			[61, 4],
			[29, 2],
			[160, 9],
		],
	},
	contrast: {
		styles: {
			text: {fg: [231, 15]},
			faint: {fg: [255, 15]},
			border: {fg: [250, 7]},
			focus: {fg: [226, 11], isBold: true},
			title: {fg: [231, 15], isBold: true},
			head: {fg: [231, 15], isUnderlined: true},
			key: {fg: [226, 11], isBold: true},
			attention: {fg: [226, 11], isBold: true},
			error: {fg: [231, 15], bg: [160, 1], isBold: true},
			good: {fg: [120, 10]},
			down: {fg: [123, 14]},
			up: {fg: [219, 13]},
			track: {fg: [250, 7]},
			selected: {isInverse: true},
			remembered: {isUnderlined: true},
			marked: {fg: [226, 11], isBold: true},
			header: {fg: [231, 15], isBold: true},
		},
		hues: [
			[123, 14],
			[219, 13],
			[226, 11],
			[120, 10],
			[231, 15],
			[117, 12],
		],
	},
	none: {
		styles: {
			text: {},
			faint: {},
			border: {},
			focus: {isBold: true},
			title: {},
			head: {isUnderlined: true},
			key: {isBold: true},
			attention: {isBold: true},
			error: {isBold: true, isUnderlined: true},
			good: {},
			down: {},
			up: {},
			track: {},
			selected: {isInverse: true},
			remembered: {isUnderlined: true},
			marked: {isBold: true},
			header: {isBold: true},
		},
		hues: [],
	},
} as const satisfies Record<string, Theme>;

/** The name of a theme. */
export type ThemeName = keyof typeof themes;
