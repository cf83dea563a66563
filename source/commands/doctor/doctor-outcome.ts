import type {PendingRule} from '../../diagnosis/diagnostician.js';
import type {Finding} from '../../store/finding.js';
import {durationText} from '../amounts.js';
import {crashError, type Outcome} from '../exit.js';
import type {ExaminationEnd} from './examination.js';

/** What there is to judge in the end. */
export interface Judged {
	readonly name: string;
	/** The headline first. */
	readonly findings: readonly Finding[];
	/** Where the way to the first byte ends so far; null where data came or none is to come. */
	readonly wayEnd: string | null;
}

/** The last word on a torrent: 1 with an error among the findings, else 0. */
export function verdict({name, findings, wayEnd}: Judged): Outcome {
	const error = findings.find(({severity}) => severity === 'error');
	if (error !== undefined) {
		return {status: 1, sentence: `${name}: ${error.id} ${error.headline}`};
	}
	const [headline] = findings;
	if (headline === undefined) {
		const sentence =
			wayEnd === null
				? `nothing wrong was found with ${name}`
				: `nothing of ${name} has come yet, and no cause is certain so far; ${wayEnd}`;
		return {status: 0, sentence};
	}
	const words = `${headline.id} ${headline.headline}`;
	if (wayEnd !== null) {
		return {status: 0, sentence: `nothing of ${name} has come yet: ${words}`};
	}
	return {
		status: 0,
		sentence:
			headline.severity === 'info'
				? `nothing wrong was found with ${name}: ${words}`
				: `no error was found with ${name}, but: ${words}`,
	};
}

/**
 * How an examination ends as an exit status and the last sentence.
 * @throws what the engine crashed with.
 */
export function examinationOutcome(end: ExaminationEnd, judged: Judged): Outcome {
	switch (end.kind) {
		case 'refused':
			return {status: end.isUsage ? 2 : 1, sentence: end.error};
		case 'crashed':
			throw crashError(end);
		case 'closed':
			return {status: 1, sentence: 'nobody reads stdout any more'};
		case 'interrupted': {
			const {sentence} = verdict(judged);
			return {status: 130, sentence: `interrupted; so far: ${sentence}`};
		}
		default:
			return verdict(judged);
	}
}

/** What a longer look would still tell, where something has its time coming. */
export function waitingText(
	pending: readonly PendingRule[],
	elapsedMs: number,
): string | undefined {
	const first = pending.find(({change}) => change === 'appears');
	if (first === undefined) {
		return undefined;
	}
	const neededMs = Math.ceil((elapsedMs + first.dueMs) / 1000 + 1) * 1000;
	const inText = durationText(Math.ceil(first.dueMs / 1000) * 1000);
	const flag = durationText(neededMs).replaceAll(' ', '');
	return `Not over yet: if nothing changes, ${first.id} follows in ${inText}; --for ${flag} waits for it.`;
}
