import type {RealClient} from '../interop/clients/real-client.js';
import {chooseClients} from './compared-clients.js';
import {type BenchmarkOptions, median, type Table, threeDigits} from './table.js';

/** Bytes. */
export const GiB = 1024 ** 3;

/** What one run of one client measured. */
export interface RunFigures {
	/** From the far side's first handshake (or the start, where there is none) to the end. */
	readonly seconds: number;
	readonly bytes: number;
	readonly cpuSeconds: number;
	readonly peakBytes: number;
	/** CPU seconds of the program at the other end; absent where there is none. */
	readonly farCpuSeconds?: number;
	readonly othersPercent: number;
}

/** How to measure clients against each other. */
export interface ClientRuns {
	readonly title: string;
	readonly notes: readonly string[];
	readonly options: BenchmarkOptions;
	/** One run; throws where the client failed or the payload differs. */
	readonly measure: (client: RealClient) => Promise<RunFigures>;
}

/** Runs every client in turn, as often as asked, so that what disturbs the machine disturbs all; a row is the median of a client's runs. */
export async function compareClients({title, notes, options, measure}: ClientRuns): Promise<Table> {
	const clients = chooseClients(options);
	const figures = new Map<string, RunFigures[]>();
	const failures = new Map<string, string>();
	await warmUp(clients, measure);
	for (let run = 1; run <= options.runs; run++) {
		for (const {name, ...client} of clients) {
			try {
				const found = await measure({name, ...client});
				figures.set(name, [...(figures.get(name) ?? []), found]);
				const cpu = threeDigits((found.cpuSeconds / found.bytes) * GiB);
				const speed = threeDigits(found.bytes / 1024 ** 2 / found.seconds);
				options.progress(`  ${name} run ${run}: ${speed} MiB/s, ${cpu} CPU-s/GiB`);
			} catch (error) {
				failures.set(name, error instanceof Error ? error.message : String(error));
				options.progress(`  ${name} run ${run} failed: ${failures.get(name)}`);
			}
		}
	}

	const failed = [...failures].map(([name, why]) => `${name} failed: ${why.split('\n')[0]}`);
	return {
		title,
		columns: [
			'client',
			'MiB/s',
			'CPU-s/GiB',
			'peak RSS MiB',
			'seconds',
			'far side CPU-s',
			'others %',
			'runs',
		],
		rows: [...figures].map(([name, runs]) => toRow(name, runs)),
		notes: [...notes, ...failed],
	};
}

/**
 * One run that doesn't count. Memory that a virtual machine touches for the first time costs its user up to three times the
 * CPU of a download, and would be charged to whoever is measured first.
 */
async function warmUp(
	clients: readonly RealClient[],
	measure: ClientRuns['measure'],
): Promise<void> {
	const [first] = clients;
	if (first !== undefined) {
		await measure(first).catch(() => undefined);
	}
}

function toRow(name: string, runs: readonly RunFigures[]): Record<string, string | number> {
	const middle = (value: (figures: RunFigures) => number): number => median(runs.map(value));
	return {
		client: name,
		'MiB/s': middle(run => run.bytes / 1024 ** 2 / run.seconds),
		'CPU-s/GiB': middle(run => (run.cpuSeconds / run.bytes) * GiB),
		'peak RSS MiB': middle(run => run.peakBytes / 1024 ** 2),
		seconds: middle(run => run.seconds),
		'far side CPU-s': middle(run => run.farCpuSeconds ?? Number.NaN),
		'others %': middle(run => run.othersPercent),
		runs: String(runs.length),
	};
}
