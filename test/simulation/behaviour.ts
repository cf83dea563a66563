/** What a scripted peer does. A new kind of bad peer is a row of {@link behaviours}. */
export interface Behaviour {
	/** How it tells what it has; `nothing` is no word at all. */
	readonly tells: 'bitfield' | 'haveAll' | 'haves' | 'nothing';
	/** The share of pieces that it has (or says so). */
	readonly share: number;
	readonly isFast: boolean;
	/** When it unchokes: never, right away, or on and off without end. */
	readonly unchokes: 'never' | 'atOnce' | 'flaps';
	/** What a request gets. */
	readonly answers:
		| 'block'
		| 'wrongBlock'
		| 'sometimesWrong'
		| 'reject'
		| 'nothing'
		| 'half'
		| 'twice';
	/** How soon it answers, in ms. */
	readonly thinksMs: number;
	/** It is interested in us. */
	readonly isInterested: boolean;
	/** Requests it keeps outstanding while we let it, for any pieces, without end. */
	readonly asks?: number;
	/** Bad requests it sends a second, for as long as it lives. */
	readonly floodPerSecond?: number;
	/** It dials us, again and again. */
	readonly isDialling?: boolean;
}

const usual: Behaviour = {
	tells: 'bitfield',
	share: 1,
	isFast: false,
	unchokes: 'atOnce',
	answers: 'block',
	thinksMs: 5,
	isInterested: false,
};

/** The peers that a swarm in the wild is full of. */
export const behaviours = {
	honest: usual,
	honestFast: {...usual, isFast: true, tells: 'haveAll'},
	haveOnly: {...usual, tells: 'haves', share: 0.5, isInterested: true},
	slow: {...usual, thinksMs: 8000},
	choking: {...usual, unchokes: 'never', isInterested: true},
	silent: {...usual, tells: 'nothing', unchokes: 'never'},
	useless: {...usual, share: 0, unchokes: 'never'},
	rejecting: {...usual, isFast: true, answers: 'reject'},
	flapping: {...usual, isFast: true, unchokes: 'flaps'},
	flappingPlain: {...usual, unchokes: 'flaps', answers: 'nothing'},
	blackHole: {...usual, answers: 'nothing'},
	stalling: {...usual, answers: 'half'},
	repeating: {...usual, answers: 'twice'},
	lying: {...usual, answers: 'wrongBlock'},
	lyingAtTimes: {...usual, answers: 'sometimesWrong', isDialling: true},
	flooding: {
		...usual,
		share: 0,
		unchokes: 'never',
		isFast: true,
		floodPerSecond: 200,
		isInterested: true,
	},
	asking: {...usual, share: 0, unchokes: 'never', isInterested: true, asks: 5, isDialling: true},
	dialling: {...usual, tells: 'nothing', unchokes: 'never', isDialling: true},
} as const satisfies Record<string, Behaviour>;

/** One of the keys of {@link behaviours}. */
export type BehaviourName = keyof typeof behaviours;
