import {readFileSync} from 'node:fs';
import path from 'node:path';
import type {ExecutionContext} from 'ava';
import {ClientProcess} from './client-process.js';
import type {ClientJob, RealClient} from './clients/real-client.js';
import {unchokeEnvironment, unchokePath} from './clients/unchoke.js';
import {type Payload, type PayloadPlan, writePayload} from './payload.js';
import {TestSwarm} from './swarm.js';

const KiB = 1024;

/** What the doctor is asked about. */
export const sample: PayloadPlan = {
	name: 'sample',
	pieceLength: 64 * KiB,
	files: [{path: ['sample'], length: 24 * KiB * KiB}],
};

/** One line of `unchoke doctor --json`. */
export type DoctorLine = Readonly<Record<string, unknown>> & {readonly type: string};

/** What `unchoke doctor` said and how it ended. */
export interface Examined {
	readonly status: number | string;
	readonly lines: readonly DoctorLine[];
	/** Every finding that appeared, `E29a info` …, in that order. */
	readonly appeared: readonly string[];
	/** The last line: the findings that held at the end. */
	readonly report: DoctorLine | undefined;
	/** Everything it printed, for the message of a failing test. */
	readonly output: string;
}

/** Runs `unchoke doctor --json` on a torrent until it is sure. */
async function examine(job: ClientJob, flags: readonly string[]): Promise<Examined> {
	const bundle = path.join(job.scratch, 'bundle.txt');
	const doctor = new ClientProcess(
		process.execPath,
		[
			...[unchokePath, 'doctor', ...job.torrentPaths, '--json', `--bundle=${bundle}`],
			...[`--bind=${job.host}`, `--port=${job.port}`, ...flags],
		],
		{name: 'unchoke doctor', cwd: job.scratch, env: unchokeEnvironment(job)},
	);
	const status = await doctor.waitForExit(90_000);
	const lines = doctor.output
		.split('\n')
		.filter(line => line.startsWith('{'))
		.map(line => JSON.parse(line) as DoctorLine);
	return {
		status,
		lines,
		appeared: lines
			.filter(({type, state}) => type === 'finding' && state === 'appeared')
			.map(({id, severity}) => `${id} ${severity}`),
		report: lines.findLast(({type}) => type === 'report'),
		output: `${doctor.output}\n${readFileSync(bundle, 'utf8').split('--- For programs')[0]}`,
	};
}

/** What a doctor finds in a swarm. */
export interface Swarming {
	/** Who has a torrent there; nobody when absent. */
	readonly client?: RealClient;
	readonly limits?: Partial<ClientJob>;
	/** What it has, if not the sample. */
	readonly plan?: PayloadPlan;
	/** Addresses that the tracker gives to the doctor besides. */
	readonly listed?: readonly {readonly host: string; readonly port: number}[];
	readonly flags?: readonly string[];
}

/** Sets up a swarm of one real client at most, and has the doctor look at the sample in it. */
export async function examineSwarm(
	t: ExecutionContext,
	{client, limits = {}, plan = sample, listed = [], flags = []}: Swarming,
): Promise<Examined> {
	const swarm = await TestSwarm.start();
	try {
		const write = (what: PayloadPlan, folder: string): Payload =>
			writePayload(what, {
				dir: swarm.folder(folder),
				tracker: swarm.tracker.url,
				withPadding: true,
			});
		const payload = write(sample, 'from');
		const held = plan === sample ? payload : write(plan, 'other');
		if (client !== undefined) {
			const job = swarm.job([held.torrentPath], held.dir, limits);
			await swarm.waitForSeed(job.host, 1, swarm.watch(client.seed(job)));
			// Of another torrent the tracker of this one does not know.
			swarm.listed.push(...(held === payload ? [] : [{host: job.host, port: job.port}]));
		}
		swarm.listed.push(...listed);
		const examined = await examine(swarm.job([payload.torrentPath], swarm.folder('to')), flags);
		t.log(`${client?.version() ?? 'nobody'}: ${examined.appeared.join(', ') || 'no finding'}`);
		return examined;
	} finally {
		await swarm.stop();
	}
}
