import type {RealClient} from '../interop/clients/real-client.js';
import {TestSwarm} from '../interop/swarm.js';
import {makePayload} from './benchmark-payload.js';
import {compareClients, type RunFigures} from './client-runs.js';
import {ProcessMeter} from './process-meter.js';
import type {BenchmarkOptions, Table} from './table.js';

/** A check slower than this has failed. */
const recheckTimeoutMs = 300_000;

/** Each client hashes a complete payload that it has no record of. */
export async function run(options: BenchmarkOptions): Promise<Table> {
	const swarm = await TestSwarm.start(options.dir);
	try {
		const payload = makePayload(swarm.dir, options.sizeMiB, swarm.tracker.url);

		const measure = async (client: RealClient): Promise<RunFigures> => {
			const started = performance.now();
			const running = client.recheck(swarm.job([payload.torrentPath], payload.folder));
			const meter = new ProcessMeter(running.process.pid);
			try {
				await running.waitUntilDone(recheckTimeoutMs);
				const seconds = (performance.now() - started) / 1000;
				const cpuSeconds = meter.stop();
				const othersPercent = meter.othersPercent(cpuSeconds);
				return {
					seconds,
					bytes: payload.length,
					cpuSeconds,
					peakBytes: meter.peakBytes,
					othersPercent,
				};
			} finally {
				meter.stop();
				await running.process.stop();
			}
		};

		return await compareClients({
			title: `recheck: ${options.sizeMiB} MiB complete on disk, no record of it`,
			notes: [
				'Seconds run from the start of the program; transmission is asked twenty times a second.',
			],
			options,
			measure,
		});
	} finally {
		await swarm.stop();
	}
}
