import {rmSync} from 'node:fs';
import path from 'node:path';
import type {RealClient} from '../interop/clients/real-client.js';
import {TestSwarm} from '../interop/swarm.js';
import {isSameAsPayload, makePayload} from './benchmark-payload.js';
import {compareClients, type RunFigures} from './client-runs.js';
import {startFarSeeder} from './far-side.js';
import {ProcessMeter, usageOf} from './process-meter.js';
import type {BenchmarkOptions, Table} from './table.js';

/** A download slower than this has failed. */
const leechTimeoutMs = 300_000;

/** Each client downloads the payload from one fast seeder, checked and written. */
export async function run(options: BenchmarkOptions): Promise<Table> {
	const swarm = await TestSwarm.start(options.dir);
	try {
		const payload = makePayload(swarm.dir, options.sizeMiB, swarm.tracker.url);
		const {torrentPath} = payload;

		const measure = async (client: RealClient): Promise<RunFigures> => {
			const farJob = swarm.job([torrentPath], payload.folder);
			const far = await startFarSeeder({kind: options.farSide, payload, job: farJob});
			swarm.listed.splice(0, swarm.listed.length, farJob);
			const dir = swarm.folder('download');
			try {
				const started = performance.now();
				let firstAt = started;
				void far.waitForOutput(/PEER/, leechTimeoutMs).then(
					() => {
						firstAt = performance.now();
					},
					() => undefined,
				);
				const farBefore = usageOf(far.pid).cpuSeconds;
				const running = client.leech(swarm.job([torrentPath], dir, {peers: [farJob]}));
				const meter = new ProcessMeter(running.process.pid);
				try {
					await running.waitUntilDone(leechTimeoutMs);
					const seconds = (performance.now() - firstAt) / 1000;
					const cpuSeconds = meter.stop();
					const farCpuSeconds = usageOf(far.pid).cpuSeconds - farBefore;
					const othersPercent = meter.othersPercent(cpuSeconds + farCpuSeconds);
					await running.process.stop();
					if (!isSameAsPayload(payload, path.join(dir, 'payload.bin'))) {
						throw new Error('the payload differs after the download');
					}

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
					await running.process.stop();
				}
			} finally {
				await far.stop();
				rmSync(dir, {recursive: true, force: true});
			}
		};

		return await compareClients({
			title: `leech: ${options.sizeMiB} MiB from one seeder (${options.farSide}), checked and written`,
			notes: ['Seconds run from the first handshake at the seeder to complete.'],
			options,
			measure,
		});
	} finally {
		await swarm.stop();
	}
}
