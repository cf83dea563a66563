import {bytes, count, duration, rate, tally} from '../phrases.js';
import type {Check, CheckFacts, Look} from './check.js';

/** Whether we ask, and whether what we ask for comes. */
export const transferChecks: readonly Check[] = [
	{id: 'pipeline', label: 'Pipeline', rules: ['E26', 'E32', 'E33'], look: lookAtPipeline},
	{id: 'data', label: 'Data', rules: ['E24', 'E34', 'E37'], look: lookAtData},
];

function lookAtPipeline({row, state}: CheckFacts): Look {
	if (row.requestsSent === 0) {
		return {mark: 'waiting', text: 'nothing asked for yet'};
	}
	const oldestMs = row.outstanding > 0 ? state.now - row.oldestRequestAt : Number.NaN;
	const oldest = Number.isFinite(oldestMs) ? `, oldest ${duration(oldestMs)}` : '';
	const rest = tally([
		[row.blocksReceived, 'answered'],
		[row.requestsTimedOut, 'timed out'],
		[row.duplicateBlocks, 'came twice'],
	]);
	const depth = `${row.outstanding} outstanding at ${count(row.requesting, 'peer')}${oldest}`;
	const text = `${depth}; ${row.requestsSent} asked${rest && `, ${rest}`}; greatest depth ${row.greatestDepth}`;
	return {mark: row.blocksReceived > 0 ? 'good' : 'waiting', text};
}

function lookAtData({row}: CheckFacts): Look {
	const failed =
		row.hashFailures > 0 ? `, ${count(row.hashFailures, 'piece')} failed the hash` : '';
	const wasted = row.wastedBytes > 0 ? `, ${bytes(row.wastedBytes)} for nothing` : '';
	const came = `${bytes(row.downBytes)} came${wasted}; ${count(row.havePieces, 'piece')} here${failed}`;
	if (row.haveWantedPieces === row.wantedPieces) {
		return {mark: 'good', text: `complete; ${bytes(row.upBytes)} sent`};
	}
	if (row.downBytes === 0) {
		return {mark: 'waiting', text: 'nothing came yet'};
	}
	return row.sending > 0
		? {
				mark: 'good',
				text: `${rate(row.downBytesPerSecond)} from ${count(row.sending, 'peer')}; ${came}`,
			}
		: {mark: 'waiting', text: `nobody sends now; ${came}`};
}
