import {readBundle} from '../bundle/read-bundle.js';
import {eventText, logLine} from '../event-log.js';
import type {Outcome} from '../exit.js';
import {verdict} from './doctor-outcome.js';
import type {Presentation} from './presentation.js';
import {wayEnd} from './way-end.js';

/** The newest lines of the log that are shown. */
const tailLength = 20;

/**
 * Shows what a help bundle knows the way a live look ends: the list, findings, peers, and the tail of the log.
 * @throws UsageError when it can't be read.
 */
export async function showBundle(path: string, presentation: Presentation): Promise<Outcome> {
	const {header, state} = await readBundle(path);
	const {torrentId, program, madeAt, system} = header;
	const look = {state, torrentId, elapsedMs: 0};
	const findings = state.findings.get(torrentId) ?? [];
	presentation.note(`A help bundle by ${program} on ${system}, made at ${madeAt}`);
	presentation.tellStill(look);
	presentation.finish(look, []);
	const tail = state.log.before(state.logTotal, tailLength, () => true);
	const lines = tail.map(line => `  ${logLine(line.epochMs, line.level, eventText(line))}`);
	presentation.note(['The newest of the log', ...lines].join('\n'));
	const name = state.torrentIdentities.get(torrentId)?.name ?? 'the torrent';
	return verdict({name, findings, wayEnd: wayEnd(state, torrentId)});
}
