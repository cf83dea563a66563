import type {PendingRule} from '../../diagnosis/diagnostician.js';
import type {Settings} from '../../store/settings.js';
import {detectLook} from '../../ui/theme/detect-look.js';
import {JsonLines} from '../json-lines.js';
import {isLiveStream} from '../progress-line.js';
import {waitingText} from './doctor-outcome.js';
import type {ExaminationReport, Look as LastLook} from './examination.js';
import {JsonChecklist} from './json-checklist.js';
import {LiveChecklist, PlainChecklist} from './live-checklist.js';
import {plainLook} from './plain-look.js';
import {reportText} from './report-text.js';

/** How an examination is told. */
export interface Presentation {
	/** Hears what is learned. */
	readonly report: ExaminationReport;
	/** A line that stays. */
	note(text: string): void;
	/** `torrent` of `--json`; for people the list says it. */
	tellTorrent(fields: object): void;
	/** Tells scripts one by one what a still state holds; people get it from `finish`. */
	tellStill(look: LastLook): void;
	/** Ends what is live, and says everything; with null, nothing was learned. `pending` is what a longer look would tell. */
	finish(last: LastLook | null, pending: readonly PendingRule[]): void;
}

/** Rows of the report's tables. */
const tableRows = 40;
/** Where there is no terminal to fit into. */
const plainWidth = 120;

type Stream = NodeJS.WriteStream;

/** For scripts: `check` and `finding` lines as they come, `report` at the end. */
export function presentAsJson(write: (text: string) => void): Presentation {
	const lines = new JsonLines(write);
	const report = new JsonChecklist(lines);
	return {
		report,
		note() {},
		tellTorrent: fields => lines.line('torrent', fields),
		tellStill(look) {
			report.handleLook(look);
			for (const finding of look.state.findings.get(look.torrentId) ?? []) {
				report.handleFinding({state: 'appeared', finding}, look);
			}
		},
		finish(last) {
			const findings = last?.state.findings.get(last.torrentId) ?? [];
			const ids = findings.map(({id}) => id);
			lines.line('report', {headline: ids[0] ?? null, findings: ids});
		},
	};
}

/** For people: a list that fills in where the terminal can draw it, plain lines elsewhere; then the report. */
export function presentAsText(stream: Stream, settings: Settings, forMs: number): Presentation {
	const detected = detectLook(settings, process.env, stream);
	const look = stream.isTTY ? detected : plainLook(detected.isAscii);
	const live = isLiveStream(stream) ? new LiveChecklist(stream, look, forMs) : undefined;
	const write = (text: string): void => {
		stream.write(text);
	};
	return {
		report: live ?? new PlainChecklist(write, look),
		note: text => write(`${text}\n`),
		tellTorrent() {},
		tellStill() {},
		finish(last, pending) {
			live?.close();
			if (last === null) {
				return;
			}
			const layout = {look, width: stream.columns ?? plainWidth, rows: tableRows};
			const waiting = waitingText(pending, last.elapsedMs);
			write(`\n${reportText(last.state, last.torrentId, layout)}\n\n`);
			write(waiting === undefined ? '' : `${waiting}\n\n`);
		},
	};
}
