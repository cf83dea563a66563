import type {DiskFailure} from '../store/engine-port.js';
import type {Action} from '../store/finding.js';
import type {Metrics} from './metrics.js';
import {advise, bytes, count, percent, run} from './phrases.js';
import type {Rule, Verdict} from './rule.js';

/** What the system's codes mean for a path, and what to do. */
const pathFailures: Readonly<Record<string, readonly [words: string, advice: string]>> = {
	EACCES: ['permission denied', 'Give your user the right to write there'],
	EPERM: ['operation not permitted', 'Give your user the right to write there'],
	EROFS: ['the file system is read-only', 'Mount the disk for writing'],
	ENOENT: ['it is not there', 'Mount the disk, or make the folder again'],
	ENAMETOOLONG: ['the name is too long', 'Save it to a folder with a shorter path'],
	EIO: ['the disk reports an input/output error', 'Check the disk and its cable'],
	ENOTDIR: ['a file stands where a folder should be', 'Move that file away'],
	EISDIR: ['a folder stands where a file should be', 'Move that folder away'],
	EFBIG: ['the file system takes no file this large', 'Save it to another file system'],
};

/** Codes that mean no room, and codes that mean no descriptor: they have rules of their own. */
const fullCodes: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT']);
const descriptorCodes: ReadonlySet<string | undefined> = new Set(['EMFILE', 'ENFILE']);

/** Why nothing can work here, whatever the swarm does: E01–E05, E19, E20. */
export const localRules: readonly Rule[] = [
	{
		id: 'E01',
		class: 'local',
		scope: 'always',
		reference: 'readme, keys: p pauses and resumes',
		lingerMs: 0,
		judge: judgeNotRunning,
	},
	{
		id: 'E02',
		class: 'local',
		scope: 'always',
		reference: 'readme, files and priorities',
		lingerMs: 0,
		judge: judgeOnlySkipped,
	},
	{
		id: 'E03',
		class: 'local',
		scope: 'unpaused',
		reference: 'open(2), ENOSPC',
		judge: judgeDiskFull,
	},
	{
		id: 'E04',
		class: 'local',
		scope: 'unpaused',
		reference: 'open(2), the errors of a path',
		judge: judgePath,
	},
	{
		id: 'E05',
		class: 'local',
		scope: 'unpaused',
		reference: 'getrlimit(2), RLIMIT_NOFILE; guide: Check System Resources',
		judge: judgeDescriptors,
	},
	{
		id: 'E19',
		class: 'local',
		scope: 'running',
		reference: 'bind(2)',
		judge: judgeListening,
	},
	{
		id: 'E20',
		class: 'local',
		scope: 'running',
		reference: 'readme, setting bind',
		judge: judgeInterface,
	},
];

function judgeNotRunning({torrent, disk, engine}: Metrics): Verdict {
	const {state, error} = torrent;
	if (state === 'paused') {
		return {
			severity: 'info',
			headline: 'Not running: it is paused',
			evidence: () => [{text: 'Paused: it asks nobody and serves nobody until it is started'}],
			actions: [run('Start it', ':resume')],
		};
	}
	if (state === 'queued') {
		const {limit, running} = engine.queue;
		return {
			severity: 'info',
			headline: `Not running: it waits in the queue behind ${count(running, 'running torrent')}`,
			evidence: () => [
				{text: limit > 0 ? `At most ${limit} may run at a time` : 'Its turn has not come yet'},
			],
			actions: [run('Start it', ':resume'), advise('Raise the queue limit')],
		};
	}
	// E03 and E04 say it better where the disk is the cause.
	if (state !== 'error' || disk.failure !== null) {
		return undefined;
	}
	return {
		severity: 'error',
		headline: `Not running: ${error ?? 'it stopped on an error'}`,
		evidence: () => [{text: error ?? 'The engine gave no reason'}],
		actions: [run('Start it again', ':resume')],
	};
}

function judgeOnlySkipped({progress}: Metrics): Verdict {
	const {length, haveBytes, wantedBytes, haveWantedBytes} = progress;
	const skippedBytes = length - haveBytes;
	if (length === 0 || wantedBytes > haveWantedBytes || skippedBytes <= 0) {
		return undefined;
	}
	return {
		severity: 'info',
		headline: `Only skipped files remain: ${bytes(skippedBytes)} that you did not want`,
		evidence: () => [
			{
				text: `All ${bytes(wantedBytes)} of the wanted files are here, ${bytes(length)} in the torrent`,
			},
		],
		actions: [run('Change the priorities of the skipped files', ':priority ')],
	};
}

function judgeDiskFull({disk, progress, torrent}: Metrics): Verdict {
	const {failure, missingSpaceBytes} = disk;
	const neededBytes = progress.wantedBytes - progress.haveWantedBytes;
	const isFull = fullCodes.has(failure?.code);
	if (!isFull && missingSpaceBytes <= 0) {
		return undefined;
	}
	const path = failure !== null && isFull ? failure.path : torrent.dir;
	const free =
		missingSpaceBytes > 0
			? `${bytes(Math.max(0, neededBytes - missingSpaceBytes))} free`
			: 'no room for the next write';
	return {
		severity: 'error',
		headline: `Disk full: ${path} has ${free}, ${bytes(neededBytes)} needed`,
		evidence: () => [
			{
				text: isFull
					? `The last write to ${path} failed: no space left (${failure!.code})`
					: `${bytes(neededBytes)} of wanted data are still to come, ${bytes(missingSpaceBytes)} more than fits`,
				path,
			},
		],
		actions: [advise('Free space on that disk, or move the download; it tries again by itself')],
	};
}

function judgePath({disk: {failure}}: Metrics): Verdict {
	if (failure === null || fullCodes.has(failure.code) || descriptorCodes.has(failure.code)) {
		return undefined;
	}
	const [words, advice] = pathFailures[failure.code] ?? [failure.code, 'Look at that path'];
	const verb = failure.operation === 'read' ? 'read' : 'write';
	return {
		severity: 'error',
		headline: `Cannot ${verb} ${failure.path}: ${words}`,
		evidence: () => [describeFailure(failure)],
		actions: [advise(advice), run('Try again', ':resume')],
	};
}

function describeFailure({operation, code, path}: DiskFailure) {
	return {
		text: `The last ${operation} of ${path} failed with ${code}, and none has worked since`,
		path,
	};
}

function judgeDescriptors({engine: {descriptors}, disk, settings}: Metrics): Verdict {
	const {open, limit} = descriptors;
	const failures = descriptors.failures + Number(descriptorCodes.has(disk.failure?.code));
	const isNear = limit > 0 && open > 0.9 * limit;
	if (failures === 0 && !isNear) {
		return undefined;
	}
	const use = limit > 0 ? `${open} of ${limit} in use` : `${open} in use`;
	const actions: Action[] = [
		advise(`Raise it before the start: ulimit -n ${Math.max(4096, 4 * limit)}`),
		run('Use fewer connections', `:set maxPeers=${Math.max(1, Math.floor(settings.maxPeers / 2))}`),
	];
	return {
		severity: 'warn',
		headline: `File-descriptor limit: ${use}`,
		evidence: () => [
			failures > 0
				? {
						text: `The system refused ${count(failures, 'file or socket', 'files or sockets')} (EMFILE or ENFILE)`,
					}
				: {
						text: `${percent(open / limit)} of the soft limit is used; files and sockets will be refused soon`,
					},
		],
		actions,
	};
}

function judgeListening({engine, settings}: Metrics): Verdict {
	const {listenPort, listenFailure} = engine;
	if (!settings.incoming || listenPort !== null || listenFailure === null) {
		return undefined;
	}
	const {code, port} = listenFailure;
	const words =
		code === 'EADDRINUSE'
			? 'another program uses it'
			: code === 'EACCES'
				? 'the system does not let us use it'
				: code;
	return {
		severity: 'warn',
		headline: `Not listening on port ${port}: ${words}`,
		evidence: () => [
			{text: `Listening on port ${port} failed with ${code}; nobody can connect to us`},
		],
		actions: [run('Take any free port', ':set port=0')],
	};
}

function judgeInterface({engine, settings}: Metrics): Verdict {
	if (!engine.isBindGone) {
		return undefined;
	}
	return {
		severity: 'error',
		headline: `Interface lost (VPN?): ${settings.bind} is gone`,
		evidence: () => [
			{
				text: `All traffic is bound to ${settings.bind}, which this machine does not have now; nothing leaves another way`,
			},
		],
		actions: [advise('Connect the VPN or interface again; unchoke binds to it by itself')],
	};
}
