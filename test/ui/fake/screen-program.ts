/**
 * The screen on the fake swarm, as a program for a pseudo terminal. Takes one argument: the swarm as JSON, with
 * `crashAfterMs`, `throwAfterMs` and `settings` besides.
 */
import process from 'node:process';
import {defaultSettings, type Settings} from '../../../source/store/settings.js';
import type {TerminalOutput} from '../../../source/ui/terminal/terminal.js';
import {FakeEnginePort, type FakeSwarm} from './fake-engine-port.js';

process.env['NODE_ENV'] = 'production';

interface ProgramOptions extends Partial<FakeSwarm> {
	readonly settings?: Partial<Settings>;
	readonly title?: string;
	/** The engine says it crashed after so long. */
	readonly crashAfterMs?: number;
	/** This thread throws after so long. */
	readonly throwAfterMs?: number;
}

const options = JSON.parse(process.argv[2] ?? '{}') as ProgramOptions;
const port = new FakeEnginePort(options);
if (options.crashAfterMs !== undefined) {
	setTimeout(
		() => port.tell({type: 'crashed', message: 'the engine broke', stack: 'at …'}),
		options.crashAfterMs,
	);
}
if (options.throwAfterMs !== undefined) {
	setTimeout(() => {
		throw new Error('a bug of ours');
	}, options.throwAfterMs);
}
const {runScreen} = await import('../../../source/ui/run-screen.js');
const exit = await runScreen({
	port,
	settings: {...defaultSettings, ...options.settings},
	title: options.title ?? 'unchoke',
	onAdd: async text =>
		text.startsWith('bad')
			? `${text} is not a torrent`
			: {metainfo: new TextEncoder().encode(text), dir: '/downloads'},
	onSet: async (name, text) =>
		name in defaultSettings
			? {[name]: ['true', 'false'].includes(text) ? text === 'true' : text}
			: `there is no setting ${name}`,
	stdin: process.stdin,
	stdout: process.stdout as TerminalOutput,
	env: process.env,
});
process.stdout.write(`ended: ${JSON.stringify(exit)}\n`);
process.exit(0);
