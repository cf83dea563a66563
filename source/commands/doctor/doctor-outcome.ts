import type {PendingRule} from '../../diagnosis/diagnostician.js';
import type {Finding} from '../../store/finding.js';
import {durationText} from '../amounts.js';
import {crashError, type Outcome} from '../exit.js';
import type {ExaminationEnd} from './examination.js';

/** The last word on a torrent: 1 with an error among the findings, else 0. */
export function verdict(name: string, findings: readonly Finding[]): Outcome {
	const error = findings.find(({severity}) => severity === 'error');
	if (error !== undefined) {
		return {status: 1, sentence: `${name}: ${error.id} ${error.headline}`};
	}
	const [headline] = findings;
	if (headline === undefined) {
		return {status: 0, sentence: `nothing wrong was found with ${name}`};
	}
	const words = `${headline.id} ${headline.headline}`;
	return {
		status: 0,
		sentence:
			headline.severity === 'info'
				? `nothing wrong was found with ${name}: ${words}`
				: `nothing stops ${name}, but: ${words}`,
	};
}

/**
 * How an examination ends as an exit status and the last sentence.
 * @throws what the engine crashed with.
 */
export function examinationOutcome(
	end: ExaminationEnd,
	name: string,
	findings: readonly Finding[],
): Outcome {
	switch (end.kind) {
		case 'refused':
			return {status: end.isUsage ? 2 : 1, sentence: end.error};
		case 'crashed':
			throw crashError(end);
		case 'closed':
			return {status: 1, sentence: 'nobody reads stdout any more'};
		case 'interrupted': {
			const {sentence} = verdict(name, findings);
			return {status: 130, sentence: `interrupted; so far: ${sentence}`};
		}
		default:
			return verdict(name, findings);
	}
}

/** What a longer look would still tell, where something has its time coming. */
export function waitingText(
	pending: readonly PendingRule[],
	elapsedMs: number,
): string | undefined {
	const [first] = pending;
	if (first === undefined) {
		return undefined;
	}
	const neededMs = Math.ceil((elapsedMs + first.dueMs) / 1000 + 1) * 1000;
	const inText = durationText(Math.ceil(first.dueMs / 1000) * 1000);
	const flag = durationText(neededMs).replaceAll(' ', '');
	return `Not over yet: if nothing changes, ${first.id} follows in ${inText}; --for ${flag} waits for it.`;
}
