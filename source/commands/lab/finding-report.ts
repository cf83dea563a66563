import type {EngineEvent} from '../../store/engine-port.js';
import type {Look} from '../../ui/theme/look.js';
import {findingText} from '../doctor/finding-lines.js';
import type {SessionReport} from '../download-session.js';
import type {ProgressLine} from '../progress-line.js';

/** How findings are told. */
export interface FindingReportOptions {
	readonly line: ProgressLine;
	readonly look: Look;
	/** Columns to keep to. */
	readonly width: number;
}

/** Tells each finding on stderr as it comes and goes, with its evidence and actions: what a scenario is there to show. */
export class FindingReport implements SessionReport {
	readonly #options: FindingReportOptions;

	constructor(options: FindingReportOptions) {
		this.#options = options;
	}

	handleEvents(events: readonly EngineEvent[]): void {
		const {line, look, width} = this.#options;
		for (const event of events) {
			if (event.type !== 'findings') {
				continue;
			}
			for (const {state, finding} of event.changes) {
				line.note(
					state === 'appeared'
						? findingText(finding, look, width, event.epochMs)
						: `  ${finding.id} is over`,
				);
			}
		}
	}
}
