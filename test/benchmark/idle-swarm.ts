import {type ChildProcess, fork} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {parseDescriptorLimit} from '../../source/engine/disk/descriptor-limit.js';
import type {IdlePeersOrder} from './idle-peers.js';
import {usageOf} from './process-meter.js';

/** What idle peers cost an engine, over real sockets. */
export interface IdleCost {
	/** How many there were. */
	readonly count: number;
	/** Resident memory of the engine's process with nobody, with half of them, and with all. */
	readonly aloneBytes: number;
	readonly halfBytes: number;
	readonly crowdedBytes: number;
	/** Processor time of the engine's process, with nobody and with all of them: milliseconds a second. */
	readonly aloneMsPerSecond: number;
	readonly crowdedMsPerSecond: number;
}

/** Descriptors that a process needs for other things than peers. */
const reserve = 200;

/** What a second of an idle engine costs is measured over so many. */
const measuredSeconds = 10;

/** Time for what the connecting left over to be cleared away. */
const settleMs = 3000;

function start(name: string): ChildProcess {
	return fork(path.join(import.meta.dirname, `${name}.js`), {execArgv: []});
}

async function answer<Answer>(child: ChildProcess): Promise<Answer> {
	const [message] = (await once(child, 'message')) as [Answer];
	return message;
}

function residentBytes(pid: number): number {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN) * 1024;
}

/** The processor time a process takes for doing nothing, in milliseconds a second. */
async function measureCpu(pid: number): Promise<number> {
	const before = usageOf(pid).cpuSeconds;
	await sleep(measuredSeconds * 1000);
	return ((usageOf(pid).cpuSeconds - before) * 1000) / measuredSeconds;
}

/** Measures an engine in one process with idle peers in another; undefined where there is no /proc to read. */
export async function measureIdleSwarm(wanted: number): Promise<IdleCost | undefined> {
	if (process.platform !== 'linux') {
		return undefined;
	}
	const limit = parseDescriptorLimit(readFileSync('/proc/self/limits', 'utf8')) ?? 1024;
	const count = Math.max(2, Math.min(wanted, limit - reserve)) & ~1;
	const [engine, peers] = [start('idle-engine'), start('idle-peers')];
	try {
		const listening = await answer<Pick<IdlePeersOrder, 'port' | 'infoHash'>>(engine);
		const pid = engine.pid!;
		const connectHalf = async (): Promise<number> => {
			peers.send({...listening, count: count / 2} satisfies IdlePeersOrder);
			await answer(peers);
			await sleep(settleMs);
			return residentBytes(pid);
		};
		await sleep(settleMs);
		const aloneMsPerSecond = await measureCpu(pid);
		const aloneBytes = residentBytes(pid);
		const halfBytes = await connectHalf();
		const crowdedBytes = await connectHalf();
		engine.send('count');
		const {connected} = await answer<{readonly connected: number}>(engine);
		if (connected !== count) {
			throw new Error(`${connected} of ${count} idle peers are connected`);
		}
		const crowdedMsPerSecond = await measureCpu(pid);
		return {count, aloneBytes, halfBytes, crowdedBytes, aloneMsPerSecond, crowdedMsPerSecond};
	} finally {
		peers.disconnect();
		engine.disconnect();
		await Promise.all([engine, peers].map(async child => once(child, 'exit')));
	}
}
