import type {CheckResult} from '../../diagnosis/checklist/check.js';
import {checklist} from '../../diagnosis/checklist/checklist.js';
import type {FindingChange} from '../../store/finding.js';
import type {JsonLines} from '../json-lines.js';
import type {ExaminationReport, Look} from './examination.js';

/** Writes what an examination learns as lines of `--json`: `check` when its mark changes, `finding` when one comes or goes. */
export class JsonChecklist implements ExaminationReport {
	readonly #lines: JsonLines;
	readonly #marks = new Map<string, CheckResult['mark']>();

	constructor(lines: JsonLines) {
		this.#lines = lines;
	}

	handleLook({state, torrentId}: Look): void {
		for (const check of checklist(state, torrentId)) {
			if (this.#marks.get(check.id) !== check.mark) {
				this.#marks.set(check.id, check.mark);
				this.#lines.line('check', check, state.epochMs);
			}
		}
	}

	handleFinding(
		{state, finding}: FindingChange,
		{torrentId, state: {epochMs, ...all}}: Look,
	): void {
		const infoHash = all.torrentIdentities.get(torrentId)?.infoHash ?? null;
		this.#lines.line('finding', {state, torrentId, infoHash, ...finding}, epochMs);
	}
}
