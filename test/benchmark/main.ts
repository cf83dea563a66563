import {spawnSync} from 'node:child_process';
import {accessSync, constants, mkdtempSync, rmSync, statfsSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {parseArgs} from 'node:util';
import {insideEnvironment, isLoopbackOnly, namespaceCommand} from '../interop/namespace.js';
import {parts} from './parts.js';
import {type BenchmarkOptions, formatTable, type Table} from './table.js';

const usage = `npm run benchmark -- [part…] [options]

Parts: ${Object.keys(parts).join(', ')} (all when none is named)

  --runs N        runs of each, tables show medians (3)
  --size MiB      payload of a run (1024)
  --clients a,b   only these (all that are installed)
  --far NAME      the other end: blast (ours, near-free) or libtorrent (blast)
  --disk          payloads on disk instead of in memory
  --json          every table as JSON on stdout
`;

const {values, positionals} = parseArgs({
	allowPositionals: true,
	options: {
		runs: {type: 'string', default: '3'},
		size: {type: 'string', default: '1024'},
		clients: {type: 'string'},
		far: {type: 'string', default: 'blast'},
		disk: {type: 'boolean', default: false},
		json: {type: 'boolean', default: false},
		help: {type: 'boolean', default: false},
	},
});

function fail(sentence: string): never {
	process.stderr.write(`${sentence}\n\n${usage}`);
	process.exit(2);
}

function wholeNumber(text: string, name: string): number {
	const number = Number(text);
	return Number.isInteger(number) && number > 0
		? number
		: fail(`${name} takes a whole number, not ${text}`);
}

/** Memory where the system has a folder for it with room for a payload and two downloads, else disk. */
function parentFolder(sizeMiB: number): string {
	const memory = '/dev/shm';
	try {
		accessSync(memory, constants.W_OK);
		const {bavail, bsize} = statfsSync(memory);
		if (!values.disk && bavail * bsize > 3 * sizeMiB * 1024 * 1024) {
			return memory;
		}
	} catch {
		// No such folder on this system.
	}

	return tmpdir();
}

/** Foreign clients must not reach the network: the whole program runs again where there is none. */
function runInside(): number | undefined {
	const [program, ...args] = namespaceCommand() ?? [];
	if (program === undefined) {
		return undefined;
	}

	const script = process.argv[1] ?? '';
	const {status} = spawnSync(
		program,
		[...args, process.execPath, script, ...process.argv.slice(2)],
		{
			stdio: 'inherit',
			env: {...process.env, ...insideEnvironment},
		},
	);
	return status ?? 1;
}

async function run(names: readonly string[]): Promise<void> {
	const sizeMiB = wholeNumber(values.size, '--size');
	const dir = mkdtempSync(path.join(parentFolder(sizeMiB), 'unchoke-benchmark-'));
	if (values.far !== 'blast' && values.far !== 'libtorrent') {
		fail(`--far takes blast or libtorrent, not ${values.far}`);
	}

	const options: BenchmarkOptions = {
		runs: wholeNumber(values.runs, '--runs'),
		sizeMiB,
		clients: values.clients?.split(','),
		farSide: values.far,
		dir,
		progress: line => process.stderr.write(`${line}\n`),
	};
	const tables: Record<string, Table> = {};
	try {
		for (const name of names) {
			const part = await parts[name]!();
			tables[name] = await part.run(options);
			if (!values.json) {
				console.log(`${formatTable(tables[name])}\n`);
			}
		}
	} finally {
		rmSync(dir, {recursive: true, force: true});
	}

	if (values.json) {
		console.log(JSON.stringify(tables, undefined, '\t'));
	}
}

if (values.help) {
	process.stdout.write(usage);
} else {
	const unknown = positionals.find(name => parts[name] === undefined);
	if (unknown !== undefined) {
		fail(`there is no part ${unknown}`);
	}

	const status = isLoopbackOnly() ? undefined : runInside();
	if (status === undefined) {
		if (!isLoopbackOnly()) {
			process.stderr.write('No network namespace here: only unchoke is measured, on loopback.\n');
		}

		await run(positionals.length > 0 ? positionals : Object.keys(parts));
	} else {
		process.exitCode = status;
	}
}
