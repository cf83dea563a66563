import type {Action, Evidence, Severity} from '../store/finding.js';
import type {Metrics} from './metrics.js';

/** In the order of headlines: what is wrong here explains what goes wrong further out. */
export const ruleClasses = [
	'local',
	'sources',
	'connect',
	'availability',
	'choke',
	'transfer',
] as const;

/** One of {@link ruleClasses}. */
export type RuleClass = (typeof ruleClasses)[number];

/**
 * When a rule is asked at all. `always`; `unpaused`: also while checking and after an error; `running`: looking for
 * metadata, downloading or seeding; `fetching`: the same without seeding; `metadata` and `downloading`: just that.
 */
export type Scope = 'always' | 'unpaused' | 'running' | 'fetching' | 'metadata' | 'downloading';

/** The predicate holds: what there is to say about it. */
export interface Candidate {
	readonly severity: Severity;
	readonly headline: string;
	/** Made only when it is shown: it may look at every peer. At least one entry. */
	readonly evidence: () => Evidence[];
	readonly actions: readonly Action[];
}

/** The predicate would hold after `waitMs` if nothing else changed: it waits for its time. */
export interface Waiting {
	readonly severity: Severity;
	readonly waitMs: number;
}

/** One rule of the diagnoses. */
export interface Rule {
	/** `E01` … `E38`. */
	readonly id: string;
	readonly class: RuleClass;
	readonly scope: Scope;
	/** Where to read more. */
	readonly reference: string;
	/** How long the predicate has to hold; 5 s when absent, 0 where the predicate itself states a time. At full scale. */
	readonly holdMs?: number;
	/**
	 * How long it stays when the predicate stopped; 10 s when absent. 0 where what ended it is no flicker of the swarm, but what
	 * somebody did, or where it says the opposite of what everybody can see. At full scale.
	 */
	readonly lingerMs?: number;
	/** Rules that say the same with less insight: not shown while this one is. */
	readonly silences?: readonly string[];
	/** Pure: the same metrics, the same answer. */
	readonly judge: (metrics: Metrics) => Verdict;
}

/** What a rule says: it holds, it waits for its time, or nothing. */
export type Verdict = Candidate | Waiting | undefined;

/** Whether a verdict is one that only time keeps from holding. */
export function isWaiting(verdict: Verdict): verdict is Waiting {
	return verdict !== undefined && 'waitMs' in verdict;
}

/** How long something has to have been so. Times at full scale. */
export interface Wait {
	/** NaN: it is not so at all. */
	readonly elapsedMs: number;
	readonly atLeastMs?: number;
	readonly longerThanMs?: number;
	/** Of what comes when the time is over. */
	readonly severity: Severity;
}

/** For a predicate of which only a time is left to look at: what to say when that is over, or that it waits. */
export function after(metrics: Metrics, wait: Wait, say: () => Candidate): Verdict {
	const {elapsedMs, atLeastMs = 0, longerThanMs, severity} = wait;
	if (Number.isNaN(elapsedMs)) {
		return undefined;
	}
	const restMs = (longerThanMs ?? atLeastMs) * metrics.timeScale - elapsedMs;
	const isOver = longerThanMs === undefined ? restMs <= 0 : restMs < 0;
	return isOver ? say() : {severity, waitMs: restMs};
}
