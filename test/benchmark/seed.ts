import {rmSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import type {RealClient} from '../interop/clients/real-client.js';
import {TestSwarm} from '../interop/swarm.js';
import {makePayload} from './benchmark-payload.js';
import {compareClients, type RunFigures} from './client-runs.js';
import {startFarLeecher} from './far-side.js';
import {ProcessMeter, usageOf} from './process-meter.js';
import type {BenchmarkOptions, Table} from './table.js';

/** An upload slower than this has failed. */
const seedTimeoutMs = 300_000;

/** After it announced that it seeds, a client may still be busy with that. */
const settleMs = 1000;

/** Each client seeds the payload to one fast leecher, which compares what comes. */
export async function run(options: BenchmarkOptions): Promise<Table> {
	const swarm = await TestSwarm.start(options.dir);
	try {
		const payload = makePayload(swarm.dir, options.sizeMiB, swarm.tracker.url);
		const {torrentPath} = payload;

		const measure = async (client: RealClient): Promise<RunFigures> => {
			const job = swarm.job([torrentPath], payload.folder);
			const running = client.seed(job);
			const dir = swarm.folder('download');
			try {
				await swarm.waitForSeed(job.host, 1, running);
				await sleep(settleMs);
				const far = startFarLeecher({
					kind: options.farSide,
					payload,
					job: swarm.job([torrentPath], dir, {peers: [job]}),
				});
				const meter = new ProcessMeter(running.process.pid);
				try {
					// The blast leecher loads the payload first: time runs from its handshake.
					await far.waitForOutput(/PEER/, seedTimeoutMs);
					const started = performance.now();
					const farBefore = usageOf(far.pid).cpuSeconds;
					await far.waitForOutput(/DONE/, seedTimeoutMs);
					const seconds = (performance.now() - started) / 1000;
					const cpuSeconds = meter.stop();
					const farCpuSeconds = usageOf(far.pid).cpuSeconds - farBefore;
					const othersPercent = meter.othersPercent(cpuSeconds + farCpuSeconds);
					const {peakBytes} = meter;
					return {
						seconds,
						bytes: payload.length,
						cpuSeconds,
						peakBytes,
						farCpuSeconds,
						othersPercent,
					};
				} finally {
					meter.stop();
					await far.stop();
				}
			} finally {
				await running.process.stop();
				rmSync(dir, {recursive: true, force: true});
			}
		};

		return await compareClients({
			title: `seed: ${options.sizeMiB} MiB to one leecher (${options.farSide}), from memory or page cache`,
			notes: ['Seconds run from the leecher’s start to its last block, compared.'],
			options,
			measure,
		});
	} finally {
		await swarm.stop();
	}
}
