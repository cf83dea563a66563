import type {Severity} from '../store/finding.js';
import {type Rule, ruleClasses} from './rule.js';

const severities: readonly Severity[] = ['error', 'warn', 'info'];

/** A finding, or one to come. */
export interface Ranked {
	readonly id: string;
	readonly severity: Severity;
}

/**
 * Which finding stands before which: by class, in a class error before warn, then by id. Info comes after all others,
 * so that the first of a list is its headline.
 */
export class FindingOrder {
	readonly #classOf: ReadonlyMap<string, number>;

	constructor(rules: readonly Rule[]) {
		this.#classOf = new Map(rules.map(rule => [rule.id, ruleClasses.indexOf(rule.class)]));
	}

	/** For `sort`: negative where `a` stands before `b`. */
	compare(a: Ranked, b: Ranked): number {
		return (
			Number(a.severity === 'info') - Number(b.severity === 'info') ||
			this.#classOf.get(a.id)! - this.#classOf.get(b.id)! ||
			severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
			(a.id < b.id ? -1 : Number(a.id > b.id))
		);
	}
}
