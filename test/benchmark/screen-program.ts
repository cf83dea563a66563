/**
 * The screen on a fake swarm, measured from inside: after a while it starts to count, at the end (SIGTERM) it prints `METER` and
 * what it has used, what making up the numbers cost taken off; its heap after collecting it where `--expose-gc` allows. Takes the swarm as JSON, with `warmUpMs` and `settings`
 * besides.
 */
import process from 'node:process';
import {defaultSettings, type Settings} from '../../source/store/settings.js';
import type {TerminalOutput} from '../../source/ui/terminal/terminal.js';
import {FakeEnginePort, type FakeSwarm} from '../ui/fake/fake-engine-port.js';

process.env['NODE_ENV'] = 'production';

interface MeterOptions extends Partial<FakeSwarm> {
	readonly warmUpMs: number;
	readonly settings?: Partial<Settings>;
}

const options = JSON.parse(process.argv[2] ?? '{}') as MeterOptions;
const port = new FakeEnginePort(options);
let start = meter();
setTimeout(() => {
	start = meter();
}, options.warmUpMs);

function meter() {
	const {user, system} = process.cpuUsage();
	globalThis.gc?.();
	const {rss, heapUsed} = process.memoryUsage();
	return {
		rssMiB: rss / 2 ** 20,
		heapMiB: heapUsed / 2 ** 20,
		cpuMicros: user + system - port.cpuMicros,
		seconds: performance.now() / 1000,
	};
}

const {runScreen} = await import('../../source/ui/run-screen.js');
await runScreen({
	port,
	settings: {...defaultSettings, ...options.settings},
	title: 'unchoke',
	onAdd: async () => 'nothing can be added here',
	stdin: process.stdin,
	stdout: process.stdout as TerminalOutput,
	env: process.env,
});
const end = meter();
const seconds = end.seconds - start.seconds;
const result = {
	cpuPercent: (end.cpuMicros - start.cpuMicros) / 1e4 / seconds,
	rssMiB: end.rssMiB,
	rssStartMiB: start.rssMiB,
	heapMiB: end.heapMiB,
	heapStartMiB: start.heapMiB,
};
process.stdout.write(`METER ${JSON.stringify(result)}\n`);
process.exit(0);
