import type {Finding, FindingChange, Severity} from '../store/finding.js';
import {FindingOrder} from './finding-order.js';
import type {Metrics} from './metrics.js';
import {type Candidate, isWaiting, type Rule, type RuleClass, type Verdict} from './rule.js';
import {rules as allRules, isInScope} from './rules.js';

/** How long a predicate has to hold, and how long a finding stays after it, where its rule states nothing. */
const defaultHoldMs = 5000;
const defaultLingerMs = 10_000;

/** Findings of these are about peers that are connected: when all they name have left, there is nothing left to say. */
const classesAboutPeers: ReadonlySet<RuleClass> = new Set<RuleClass>([
	'availability',
	'choke',
	'transfer',
]);

/** What will change the headline if everything stays as it is: only its time is not up. */
export interface PendingRule {
	readonly id: string;
	readonly severity: Severity;
	/** `appears`: it holds, or will · `goes`: it is the headline, and holds no more. */
	readonly change: 'appears' | 'goes';
	/** From now. */
	readonly dueMs: number;
}

/** What there is to say about a torrent. */
export interface Diagnosis {
	/** All that hold, the headline first. */
	readonly findings: readonly Finding[];
	/** Null where nothing holds. */
	readonly headline: Finding | null;
	/** Since the evaluation before. */
	readonly changes: readonly FindingChange[];
	/** The soonest first; where it is empty, waiting changes nothing by itself. */
	readonly pending: readonly PendingRule[];
}

/** What one rule's predicate did lately. Times on the engine's clock, NaN where it does not apply. */
interface RuleState {
	readonly rule: Rule;
	/** It holds, or is still said although it stopped. */
	candidate: Candidate | undefined;
	holdsSince: number;
	/** The wall clock at `holdsSince`. */
	since: number;
	stoppedAt: number;
	/** It held long enough. */
	isActive: boolean;
	/** As last shown. */
	finding: Finding | undefined;
}

/**
 * Watches one torrent: a finding appears when its predicate held for a while and goes some time after it stopped, so
 * that what flickers in the swarm does not flicker on the screen.
 */
export class Diagnostician {
	readonly #order: FindingOrder;
	readonly #states: readonly RuleState[];
	#shown: readonly Finding[] = [];

	/** `rules` are all there are, but for tests. */
	constructor(rules: readonly Rule[] = allRules) {
		this.#order = new FindingOrder(rules);
		this.#states = rules.map(rule => {
			const state = {rule} as RuleState;
			reset(state);
			return state;
		});
	}

	/** To be called about once a second, with metrics of a time that never goes back. */
	evaluate(metrics: Metrics): Diagnosis {
		const pending: PendingRule[] = [];
		for (const state of this.#states) {
			const {rule} = state;
			if (!isInScope(rule.scope, metrics.torrent.state)) {
				// What was said before is no news about the torrent as it is now.
				reset(state);
				continue;
			}
			const verdict = rule.judge(metrics);
			const dueMs = advance(state, verdict, metrics);
			if (verdict !== undefined && !state.isActive) {
				pending.push({id: rule.id, severity: verdict.severity, change: 'appears', dueMs});
			} else if (!Number.isNaN(state.stoppedAt)) {
				const {severity} = state.candidate!;
				pending.push({id: rule.id, severity, change: 'goes', dueMs});
			}
		}
		const active = this.#states.filter(({isActive}) => isActive);
		const silenced = new Set(active.flatMap(({rule}) => rule.silences ?? []));
		const findings = active
			.filter(({rule}) => !silenced.has(rule.id))
			.map(state => show(state))
			.toSorted((a, b) => this.#order.compare(a, b));
		const headline = findings[0] ?? null;
		const changes = listChanges(this.#shown, findings);
		this.#shown = findings;
		return {
			findings,
			headline,
			changes,
			pending: pending
				.filter(({id}) => !silenced.has(id))
				.filter(rule =>
					rule.change === 'goes'
						? rule.id === headline?.id
						: headline === null || this.#order.compare(rule, headline) < 0,
				)
				.toSorted((a, b) => a.dueMs - b.dueMs),
		};
	}
}

function reset(state: RuleState): void {
	state.candidate = undefined;
	state.holdsSince = Number.NaN;
	state.since = Number.NaN;
	state.stoppedAt = Number.NaN;
	state.isActive = false;
	state.finding = undefined;
}

/** Moves a rule's state by one verdict. @returns how long it still has to wait, if it may become active or go by waiting. */
function advance(state: RuleState, verdict: Verdict, metrics: Metrics): number {
	const {now, epochMs, timeScale} = metrics;
	const holdMs = (state.rule.holdMs ?? defaultHoldMs) * timeScale;
	if (verdict === undefined || isWaiting(verdict)) {
		if (!state.isActive) {
			reset(state);
			return holdMs + (verdict?.waitMs ?? 0);
		}
		if (Number.isNaN(state.stoppedAt)) {
			state.stoppedAt = now;
		}
		const lingerMs = (state.rule.lingerMs ?? defaultLingerMs) * timeScale;
		const restMs = lingerMs - (now - state.stoppedAt);
		if (restMs <= 0 || haveAllLeft(state, metrics)) {
			reset(state);
		}
		return restMs;
	}
	if (Number.isNaN(state.holdsSince)) {
		state.holdsSince = now;
		state.since = epochMs;
	}
	state.candidate = verdict;
	state.stoppedAt = Number.NaN;
	// Made anew for what is true now.
	state.finding = undefined;
	state.isActive ||= now - state.holdsSince >= holdMs;
	return holdMs - (now - state.holdsSince);
}

/** Whether every peer that a finding names is gone. */
function haveAllLeft({rule, finding}: RuleState, {peerRows}: Metrics): boolean {
	const named = new Set(finding?.evidence.flatMap(({peer}) => peer ?? []));
	if (named.size === 0 || !classesAboutPeers.has(rule.class)) {
		return false;
	}
	for (let row = 0; row < peerRows.size; row++) {
		if (named.has(peerRows.address(row) ?? '')) {
			return false;
		}
	}
	return true;
}

/** The finding of an active rule. After its predicate stopped it stays as it was last. */
function show(state: RuleState): Finding {
	const {severity, headline, evidence, actions} = state.candidate!;
	state.finding ??= {
		id: state.rule.id,
		severity,
		since: state.since,
		headline,
		evidence: evidence(),
		actions,
		reference: state.rule.reference,
	};
	return state.finding;
}

function listChanges(before: readonly Finding[], after: readonly Finding[]): FindingChange[] {
	const isIn = (list: readonly Finding[], {id, severity}: Finding) =>
		list.some(finding => finding.id === id && finding.severity === severity);
	return [
		...before
			.filter(finding => !isIn(after, finding))
			.map(finding => ({state: 'gone', finding}) as const),
		...after
			.filter(finding => !isIn(before, finding))
			.map(finding => ({state: 'appeared', finding}) as const),
	];
}
