import type {Outcome} from './exit.js';
import {
	drawingFlags,
	engineFlags,
	type FlagName,
	type FlagValues,
	settingFlags,
	traceFlags,
} from './flags.js';

/** What a command is given. */
export interface CommandInput {
	/** The words that are no flags, without the command's own. */
	readonly words: readonly string[];
	readonly flags: FlagValues;
}

/** A command's program: what it says when it is over. */
export type RunCommand = (input: CommandInput) => Promise<Outcome>;

/** How one command is described. */
export interface CommandRow {
	/** What follows the command in its usage line. */
	readonly usage: string;
	readonly summary: string;
	/** Least and most words it takes. */
	readonly words: readonly [least: number, most: number];
	readonly flags: readonly FlagName[];
	readonly examples: readonly string[];
}

const sessionFlags = [
	'dir',
	'files',
	'sequential',
	'peer',
	'tracker',
	...engineFlags,
	'seedRatio',
	'seedTime',
	'log',
	'logLevel',
	...traceFlags,
	...settingFlags,
] as const satisfies readonly FlagName[];

/** Every command under its name; the empty name is `unchoke` alone. Help, parsing and completions are made from this. */
export const commandsTable: Readonly<Record<string, CommandRow>> = {
	'': {
		usage: '[torrent…]',
		summary:
			'the full-screen client; without a torrent it opens on what the last run left unfinished',
		words: [0, Number.POSITIVE_INFINITY],
		flags: [...sessionFlags, 'seed', ...drawingFlags],
		examples: ['', 'ubuntu.torrent --dir ~/Downloads', '"magnet:?xt=urn:btih:…" --max-up 200K'],
	},
	get: {
		usage: '<torrent…>',
		summary: 'downloads without the screen and exits when complete',
		words: [1, Number.POSITIVE_INFINITY],
		flags: [...sessionFlags, 'seed', 'timeout', 'json', ...drawingFlags],
		examples: [
			'ubuntu.torrent --dir ~/Downloads',
			'ubuntu.torrent --peer 192.0.2.7:6881 --peer [::1]:6881 --no-trackers',
			'ubuntu.torrent --files 0,3-5 --timeout 1h30m --json',
			'ubuntu.torrent --seed-ratio 2',
		],
	},
	doctor: {
		usage: '<torrent|bundle>',
		summary:
			'joins the swarm, looks at everything that can go wrong, and says what is wrong and what to do',
		words: [1, 1],
		flags: [
			'for',
			'bundle',
			'redactAddresses',
			'attach',
			'dir',
			'peer',
			'tracker',
			'json',
			...engineFlags,
			'log',
			'logLevel',
			...traceFlags,
			...settingFlags,
			'ascii',
			'color',
		],
		examples: [
			'ubuntu.torrent',
			'ubuntu.torrent --for 6m --peer 192.0.2.7:6881',
			'ubuntu.torrent --bundle ubuntu.txt --redact-addresses',
			'ubuntu.txt',
			'ubuntu.torrent --json',
		],
	},
	lab: {
		usage: '[scenario]',
		summary:
			'a local swarm on loopback, tracker, seeds and misbehaving peers included, opened in the same screen',
		words: [0, 1],
		flags: [
			'list',
			'headless',
			'replay',
			'speed',
			'torrent',
			'json',
			...engineFlags,
			'sequential',
			'timeout',
			'log',
			'logLevel',
			...traceFlags,
			...settingFlags,
			...drawingFlags,
		],
		examples: [
			'',
			'--list',
			'e29c --speed 10',
			'mixed --headless',
			'mixed --replay 7',
			'e23 --torrent lab.torrent',
		],
	},
	show: {
		usage: '<torrent>',
		summary: 'name, hashes, pieces, files and trackers of a torrent, as tables',
		words: [1, 1],
		flags: ['json', 'color', 'ascii'],
		examples: [
			'ubuntu.torrent',
			'https://example.org/ubuntu.torrent --json',
			'"magnet:?xt=urn:btih:…"',
		],
	},
	create: {
		usage: '<path>',
		summary: 'makes a .torrent of a file or a folder',
		words: [1, 1],
		flags: ['tracker', 'pieceLength', 'private', 'comment', 'webSeed', 'out', 'force', 'color'],
		examples: [
			'~/holiday --tracker http://tracker.example/announce',
			'film.mkv --piece-length 1M --private --comment "for you" --out /tmp/film.torrent',
		],
	},
	verify: {
		usage: '<torrent>',
		summary: 'hashes what is on disk and says which pieces and files are whole',
		words: [1, 1],
		flags: ['dir', 'json', 'color', 'ascii'],
		examples: ['ubuntu.torrent --dir ~/Downloads', 'ubuntu.torrent --json'],
	},
	completion: {
		usage: '<bash|zsh|fish>',
		summary: 'prints the completions for a shell',
		words: [1, 1],
		flags: [],
		examples: ['bash > ~/.local/share/bash-completion/completions/unchoke'],
	},
};

/** Every command that has a name. */
export const commandNames = Object.keys(commandsTable).filter(name => name !== '');

/** A command as it is typed: `unchoke get`. */
export function commandText(name: string): string {
	return name === '' ? 'unchoke' : `unchoke ${name}`;
}
