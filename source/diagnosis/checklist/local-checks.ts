import {torrentStates} from '../../store/columns.js';
import {bytes, count, percent} from '../phrases.js';
import type {Check, CheckFacts, Look} from './check.js';

/** What can be looked at on this machine, without any peer. */
export const localChecks: readonly Check[] = [
	{id: 'torrent', label: 'Torrent', rules: ['E01', 'E02', 'E30'], look: lookAtTorrent},
	{id: 'disk', label: 'Disk', rules: ['E03', 'E04', 'E35'], look: lookAtDisk},
	{id: 'machine', label: 'Machine', rules: ['E05', 'E36'], look: lookAtMachine},
	{id: 'listening', label: 'Listening', rules: ['E19', 'E20', 'E21'], look: lookAtListening},
];

function lookAtTorrent({row, identity, error}: CheckFacts): Look {
	if (error !== null) {
		return {mark: 'waiting', text: error};
	}
	const state = torrentStates[row.state] ?? 'error';
	const name = identity === null ? 'no name yet' : identity.name;
	const size = `${bytes(row.length)} in ${count(row.pieceCount, 'piece')}`;
	if (state === 'checking') {
		const checked = percent(row.pieceCount > 0 ? row.checkedPieces / row.pieceCount : 0);
		return {mark: 'waiting', text: `${name}: ${size}; ${checked} of it checked on the disk`};
	}
	const have = `${row.havePieces} of them here`;
	const mark = state === 'downloading' || state === 'seeding' ? 'good' : 'waiting';
	return {mark, text: `${name}: ${size}, ${have}; ${state}`};
}

function lookAtDisk({row, identity, sample, state}: CheckFacts): Look {
	const place = identity === null ? '' : ` in ${identity.dir}`;
	const failure = sample?.diskFailure ?? null;
	if (failure !== null) {
		return {mark: 'waiting', text: `${failure.operation} of ${failure.path}: ${failure.code}`};
	}
	if (row.missingSpaceBytes > 0) {
		return {mark: 'waiting', text: `no room for ${bytes(row.missingSpaceBytes)} more${place}`};
	}
	const {writeP95Ms = 0, unwrittenBytes = 0} = state.engineRow ?? {};
	const speed = [
		...(writeP95Ms >= 0.5 ? [`${Math.round(writeP95Ms)} ms a write (p95)`] : []),
		...(unwrittenBytes > 0 ? [`${bytes(unwrittenBytes)} waiting to be written`] : []),
	].join(', ');
	return row.haveBytes > 0
		? {mark: 'good', text: `${bytes(row.haveBytes)} written${place}${speed && `; ${speed}`}`}
		: {mark: 'waiting', text: `nothing to write yet${place}`};
}

/** The `lsof` and the `netstat` of a person. */
function lookAtMachine({state: {engineRow}}: CheckFacts): Look {
	if (engineRow === null) {
		return {mark: 'waiting', text: 'not looked at yet'};
	}
	const {openFiles, descriptorLimit, descriptorFailures, peers, halfOpen, loopLagP95Ms} = engineRow;
	const limit = descriptorLimit > 0 ? ` of ${descriptorLimit}` : '';
	const open = openFiles > 0 ? `${openFiles}${limit} descriptors open` : 'descriptors not counted';
	const refused =
		descriptorFailures > 0 ? `, ${count(descriptorFailures, 'time')} refused by the system` : '';
	const sockets = `${count(peers - halfOpen, 'socket')} to peers, ${halfOpen} being opened`;
	const lag = `${Math.round(loopLagP95Ms)} ms lag (p95)`;
	return {mark: openFiles > 0 ? 'good' : 'waiting', text: `${open}${refused}; ${sockets}; ${lag}`};
}

function lookAtListening({state: {network, settings}, row}: CheckFacts): Look {
	if (network === null) {
		return {mark: 'waiting', text: 'not opened yet'};
	}
	if (network.isBindGone) {
		return {mark: 'waiting', text: `${settings.bind} is not there: nothing is sent or received`};
	}
	if (network.listenPort === null) {
		const {listenFailure} = network;
		return listenFailure === null
			? {mark: 'off', text: 'switched off: nobody can connect to us'}
			: {mark: 'waiting', text: `port ${listenFailure.port}: ${listenFailure.code}`};
	}
	const taken =
		network.listenFailure === null
			? ''
			: ` (${network.listenFailure.port} could not be had: ${network.listenFailure.code})`;
	const incoming =
		row.incomingConnections > 0
			? `${count(row.incomingConnections, 'peer')} connected to us`
			: 'nobody has connected to us yet';
	return {mark: 'good', text: `port ${network.listenPort}${taken}; ${incoming}`};
}
