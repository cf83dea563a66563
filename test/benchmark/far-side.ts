import path from 'node:path';
import {ClientProcess} from '../interop/client-process.js';
import {startLibtorrent} from '../interop/clients/libtorrent.js';
import type {ClientJob} from '../interop/clients/real-client.js';
import type {BenchmarkPayload} from './benchmark-payload.js';
import type {BenchmarkOptions} from './table.js';
import type {BlastOptions} from './wire-image.js';

/** Where the far side of a run is, and what it is asked to be. */
export interface FarSideOptions {
	readonly kind: BenchmarkOptions['farSide'];
	readonly payload: BenchmarkPayload;
	readonly job: ClientJob;
}

function startBlast(program: 'blast-seed' | 'blast-leech', options: BlastOptions): ClientProcess {
	const script = path.join(import.meta.dirname, `${program}.js`);
	return new ClientProcess(process.execPath, [script, JSON.stringify(options)]);
}

/** Starts a seeder that costs little; resolves when it listens at the job's address. */
export async function startFarSeeder({kind, payload, job}: FarSideOptions): Promise<ClientProcess> {
	const program =
		kind === 'libtorrent'
			? startLibtorrent('seed', job, true).process
			: startBlast('blast-seed', {...payload, ...job});
	await program.waitForOutput(/READY/, 60_000);
	return program;
}

/** Starts a leecher that costs little and takes everything from the one peer of the job. */
export function startFarLeecher({kind, payload, job}: FarSideOptions): ClientProcess {
	return kind === 'libtorrent'
		? startLibtorrent('leech', job).process
		: startBlast('blast-leech', {...payload, ...job.peers![0]!});
}
