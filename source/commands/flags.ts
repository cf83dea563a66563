import type {SettingName} from '../store/settings.js';

/** What a flag takes: nothing, a text, or a text each time it is given. */
export type FlagKind = 'switch' | 'text' | 'list';

/** How one flag is described. */
export interface FlagRow {
	readonly kind: FlagKind;
	/** One letter, for `-d`. */
	readonly short?: string;
	/** What stands for the value in the help. */
	readonly value?: string;
	/** The setting this flag sets; its value is read by the setting's own rules. */
	readonly setting?: SettingName;
	/** A switch that is on by default, and shown as `--no-…`. */
	readonly isOnByDefault?: boolean;
	readonly help: string;
}

/**
 * Every flag of every command, under its name in camelCase. The help, the parser, the suggestions for a misspelt flag
 * and the shell completions are all made from this table.
 */
export const flagsTable = {
	dir: {kind: 'text', short: 'd', value: 'DIR', help: 'where to save (the current folder)'},
	files: {
		kind: 'text',
		value: 'LIST',
		help: 'indices and ranges of the files wanted, 0,3-5; the rest is skipped',
	},
	sequential: {kind: 'switch', setting: 'sequential', help: 'fetch pieces in order'},
	peer: {
		kind: 'list',
		value: 'HOST:PORT',
		help: 'a peer to try, repeatable; IPv6 as [::1]:6881',
	},
	tracker: {kind: 'list', value: 'URL', help: 'one more tracker, repeatable'},
	port: {
		kind: 'text',
		value: 'N',
		setting: 'port',
		help: 'listen port, 0 for any (6881, then the next free one)',
	},
	bind: {
		kind: 'text',
		value: 'ADDR',
		setting: 'bind',
		help: 'local address or interface name for all traffic',
	},
	trackers: {kind: 'switch', setting: 'trackers', isOnByDefault: true, help: 'ask no tracker'},
	dht: {kind: 'switch', setting: 'dht', isOnByDefault: true, help: 'do not use the DHT'},
	pex: {
		kind: 'switch',
		setting: 'pex',
		isOnByDefault: true,
		help: 'do not exchange peers with peers',
	},
	lsd: {
		kind: 'switch',
		setting: 'lsd',
		isOnByDefault: true,
		help: 'do not look for peers on the local network',
	},
	portMapping: {
		kind: 'switch',
		setting: 'portMapping',
		isOnByDefault: true,
		help: 'do not ask the router to forward the port',
	},
	incoming: {
		kind: 'switch',
		setting: 'incoming',
		isOnByDefault: true,
		help: 'accept no connections',
	},
	encryption: {
		kind: 'text',
		value: 'off|prefer|require',
		setting: 'encryption',
		help: 'encrypt peer connections (prefer; not there yet, so require is refused)',
	},
	maxDown: {
		kind: 'text',
		value: 'RATE',
		setting: 'maxDown',
		help: 'download limit in bytes a second, 500K, 2M (none)',
	},
	maxUp: {kind: 'text', value: 'RATE', setting: 'maxUp', help: 'upload limit (none)'},
	seed: {kind: 'switch', help: 'go on after completion'},
	seedRatio: {
		kind: 'text',
		value: 'N',
		setting: 'seedRatio',
		help: 'go on after completion up to this ratio',
	},
	seedTime: {
		kind: 'text',
		value: 'DURATION',
		setting: 'seedTime',
		help: 'go on after completion for this long, 30s, 2m, 1h30m',
	},
	timeout: {
		kind: 'text',
		value: 'DURATION',
		help: 'give up after this long without completing',
	},
	for: {
		kind: 'text',
		value: 'DURATION',
		help: 'look for so long at most (60s); it ends earlier when it is sure, and a moment later for a finding about to appear',
	},
	bundle: {
		kind: 'text',
		value: 'FILE',
		help: 'also write all that is known into a file that can be sent to somebody else',
	},
	redactAddresses: {kind: 'switch', help: 'leave every address out of the bundle'},
	attach: {
		kind: 'switch',
		isOnByDefault: true,
		help: 'join the swarm anew, even if the torrent is running already',
	},
	json: {kind: 'switch', help: 'newline-delimited JSON on stdout'},
	log: {kind: 'text', value: 'FILE', help: 'append the event log to a file, as text'},
	logLevel: {
		kind: 'text',
		value: 'LEVEL',
		setting: 'logLevel',
		help: 'least severe event logged: debug, info, warn, error (info)',
	},
	trace: {
		kind: 'text',
		value: 'FILE.pcapng',
		help: "capture the peers' messages for Wireshark",
	},
	tracePeer: {
		kind: 'text',
		value: 'ADDR',
		help: 'capture this peer only; with its port or without',
	},
	traceLimit: {
		kind: 'text',
		value: 'SIZE',
		help: 'the capture ends at this size (256M)',
	},
	config: {
		kind: 'text',
		value: 'FILE',
		help: "instead of the one in the user's config folder (TOML)",
	},
	set: {
		kind: 'list',
		value: 'KEY=VALUE',
		help: 'any setting, e.g. --set availabilityTimeout=5s; repeatable',
	},
	ascii: {kind: 'switch', setting: 'ascii', help: 'draw with ASCII only'},
	color: {kind: 'switch', setting: 'color', isOnByDefault: true, help: 'draw without colour'},
	refresh: {
		kind: 'text',
		value: 'HZ',
		setting: 'refresh',
		help: 'frames a second (4)',
	},
	pieceLength: {
		kind: 'text',
		value: 'SIZE',
		help: 'bytes of a piece, a power of two: 256K, 1M (by the size of the data)',
	},
	private: {kind: 'switch', help: 'peers from the trackers only (BEP 27)'},
	comment: {kind: 'text', value: 'TEXT', help: 'a comment in the torrent'},
	webSeed: {kind: 'list', value: 'URL', help: 'a web server that has the data, repeatable'},
	out: {
		kind: 'text',
		value: 'FILE',
		help: 'the file to write (NAME.torrent in the current folder)',
	},
	force: {kind: 'switch', help: 'replace the file if it is there already'},
	list: {kind: 'switch', help: 'list the scenarios'},
	headless: {kind: 'switch', help: 'print instead of opening the screen'},
	replay: {
		kind: 'text',
		value: 'N',
		help: 'the run of this number: same data, same decisions of the peers (1)',
	},
	torrent: {
		kind: 'text',
		value: 'FILE',
		help: "also write the scenario's .torrent, for doctor or another client",
	},
	speed: {
		kind: 'text',
		value: 'N',
		help: 'run N times as fast, the timeouts and the diagnoses with it (1)',
	},
	help: {kind: 'switch', short: 'h', help: 'show this help'},
	version: {kind: 'switch', help: 'show the version'},
} as const satisfies Record<string, FlagRow>;

/** The name of a flag, in camelCase. */
export type FlagName = keyof typeof flagsTable;

type ValueOf<Kind> = Kind extends 'switch'
	? boolean
	: Kind extends 'list'
		? readonly string[]
		: string;

/** What the user gave, as typed; a flag not given is absent. */
export type FlagValues = {
	readonly [Name in FlagName]?: ValueOf<(typeof flagsTable)[Name]['kind']>;
};

/** `portMapping` → `--port-mapping`. */
export function flagText(name: string): string {
	return `--${name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}

/** As the help shows it: `--no-dht` for what is on by default. */
export function flagHelpName(name: FlagName): string {
	const row: FlagRow = flagsTable[name];
	return row.isOnByDefault ? flagText(name).replace('--', '--no-') : flagText(name);
}

/** The flags that set a setting, for every command that runs the engine. */
export const engineFlags = [
	'port',
	'bind',
	'trackers',
	'dht',
	'pex',
	'lsd',
	'portMapping',
	'incoming',
	'encryption',
	'maxDown',
	'maxUp',
] as const satisfies readonly FlagName[];

/** The flags about capturing messages, for every command that runs the engine. */
export const traceFlags = [
	'trace',
	'tracePeer',
	'traceLimit',
] as const satisfies readonly FlagName[];

/** The flags of every command that reads settings. */
export const settingFlags = ['config', 'set'] as const satisfies readonly FlagName[];

/** The flags about how things are drawn. */
export const drawingFlags = ['ascii', 'color', 'refresh'] as const satisfies readonly FlagName[];
