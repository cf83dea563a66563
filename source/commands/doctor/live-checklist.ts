import {createLogUpdate} from 'log-update';
import type {CheckResult} from '../../diagnosis/checklist/check.js';
import {checklist} from '../../diagnosis/checklist/checklist.js';
import type {FindingChange} from '../../store/finding.js';
import type {Look as TerminalLook} from '../../ui/theme/look.js';
import {durationText} from '../amounts.js';
import {checkText, detailTexts} from './checklist-lines.js';
import type {ExaminationReport, Look} from './examination.js';
import {headlineText} from './finding-lines.js';

/** Findings told under the list while it fills in. */
const findingLimit = 3;

/** The list, drawn over itself in a terminal while it fills in. */
export class LiveChecklist implements ExaminationReport {
	readonly #stream: NodeJS.WriteStream;
	readonly #draw: ReturnType<typeof createLogUpdate>;
	readonly #look: TerminalLook;
	readonly #forMs: number;

	constructor(stream: NodeJS.WriteStream, look: TerminalLook, forMs: number) {
		this.#stream = stream;
		this.#draw = createLogUpdate(stream);
		this.#look = look;
		this.#forMs = forMs;
	}

	handleLook({state, torrentId, elapsedMs}: Look): void {
		const width = Math.max(20, this.#stream.columns ?? 80);
		const seconds = Math.floor(elapsedMs / 1000);
		const time = `${seconds} s of at most ${durationText(this.#forMs)}`;
		const findings = (state.findings.get(torrentId) ?? []).slice(0, findingLimit);
		this.#draw(
			[
				this.#look.paint('header', `Looking at the swarm: ${time}`),
				// A line each, however narrow: what is cut here stands in full at the end.
				...checklist(state, torrentId).map(check => firstLine(checkText(check, this.#look, width))),
				...findings.map(finding => firstLine(headlineText(finding, this.#look, width))),
			].join('\n'),
		);
	}

	/** Takes the list away: the report follows. */
	close(): void {
		this.#draw.clear();
		this.#draw.done();
	}
}

function firstLine(text: string): string {
	return text.split('\n', 1)[0]!;
}

/** The list as plain lines, each written when something about it is learned. */
export class PlainChecklist implements ExaminationReport {
	readonly #write: (text: string) => void;
	readonly #look: TerminalLook;
	readonly #marks = new Map<string, CheckResult['mark']>();

	/** `write` takes whole text with its line breaks. */
	constructor(write: (text: string) => void, look: TerminalLook) {
		this.#write = write;
		this.#look = look;
	}

	handleLook({state, torrentId, elapsedMs}: Look): void {
		for (const check of checklist(state, torrentId)) {
			// A peer that leaves takes what was learned from it along; that is no news.
			if (check.mark !== 'waiting' && check.mark !== this.#marks.get(check.id)) {
				this.#marks.set(check.id, check.mark);
				const lines = [this.#text(check), ...this.#details(check)];
				this.#write(lines.map(line => `${seconds(elapsedMs)}${line}\n`).join(''));
			}
		}
	}

	handleFinding({state, finding}: FindingChange, {elapsedMs}: Look): void {
		const text = headlineText(finding, this.#look, Number.POSITIVE_INFINITY);
		this.#write(`${seconds(elapsedMs)}${text}${state === 'gone' ? ' (over)' : ''}\n`);
	}

	#text(check: CheckResult): string {
		return checkText(check, this.#look, Number.POSITIVE_INFINITY);
	}

	/** Where something is wrong the single things matter. */
	#details(check: CheckResult): readonly string[] {
		const isWrong = check.mark === 'bad' || check.mark === 'poor';
		return isWrong ? detailTexts(check, this.#look, Number.POSITIVE_INFINITY) : [];
	}
}

/** The seconds since the beginning, in a column. */
function seconds(elapsedMs: number): string {
	return `${(elapsedMs / 1000).toFixed(1).padStart(6)}s`;
}
