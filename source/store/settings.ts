/**
 * Every setting: its kind, default, range and what it does. One table drives the config file, `--set`,
 * the environment (`UNCHOKE_` + the name in capitals, `connectTimeout` → `UNCHOKE_CONNECT_TIMEOUT`), the checks with
 * their messages, the help, and the settings a running client can change.
 *
 * Kinds: `duration` milliseconds here, typed as `"30s"`, `"2m"` or a number of seconds · `rate` bytes a second here, typed as
 * `"500K"`, `"2M"` or bytes, 0 = no limit · `count` a whole number · `number` · `flag` · `choice` · `text` ·
 * `auto-count` a whole number or `auto`.
 */
export const settingsTable = {
	connectTimeout: {
		kind: 'duration',
		default: 10_000,
		min: 1000,
		max: 120_000,
		help: 'give up a TCP connection after',
	},
	handshakeTimeout: {
		kind: 'duration',
		default: 10_000,
		min: 1000,
		max: 120_000,
		help: 'give up waiting for a handshake after',
	},
	readTimeout: {
		kind: 'duration',
		default: 30_000,
		min: 5000,
		max: 600_000,
		help: 'snub a peer when data was expected and none came for',
	},
	requestTimeout: {
		kind: 'duration',
		default: 60_000,
		min: 5000,
		max: 600_000,
		help: 'cancel a request unanswered for',
	},
	availabilityTimeout: {
		kind: 'duration',
		default: 60_000,
		min: 5000,
		max: 600_000,
		help: 'how long a peer may keep silent about what it has',
	},
	uselessGrace: {
		kind: 'duration',
		default: 10_000,
		min: 0,
		max: 600_000,
		help: 'look again at a useless peer after',
	},
	peerEvaluationInterval: {
		kind: 'duration',
		default: 30_000,
		min: 1000,
		max: 600_000,
		help: 'evaluate all peers every',
	},
	uselessAge: {
		kind: 'duration',
		default: 30_000,
		min: 0,
		max: 3_600_000,
		help: 'an evaluation drops a peer useless for longer than',
	},
	uselessPolicy: {
		kind: 'choice',
		default: 'strict',
		choices: ['strict', 'pressure'],
		help: 'drop useless peers always, or only near the connection limit',
	},
	keepAliveInterval: {
		kind: 'duration',
		default: 120_000,
		min: 30_000,
		max: 600_000,
		help: 'send a keep-alive after this long without sending',
	},
	deadPeerTimeout: {
		kind: 'duration',
		default: 180_000,
		min: 60_000,
		max: 3_600_000,
		help: 'drop a peer that sent no byte at all for',
	},
	diagnosticsInterval: {
		kind: 'duration',
		default: 30_000,
		min: 1000,
		max: 3_600_000,
		help: 'write the peer diagnostics block to the log every',
	},
	pipelineDepth: {
		kind: 'auto-count',
		default: 'auto',
		min: 1,
		max: 2000,
		help: 'requests outstanding at one peer',
	},
	uploadSlots: {
		kind: 'count',
		default: 4,
		min: 0,
		max: 200,
		help: 'peers unchoked at a time, besides one optimistic',
	},
	maxPeersPerTorrent: {
		kind: 'count',
		default: 80,
		min: 1,
		max: 2000,
		help: 'connections of one torrent',
	},
	maxHalfOpen: {
		kind: 'count',
		default: 32,
		min: 1,
		max: 500,
		help: 'connections being opened at a time, over all torrents',
	},
	maxPeers: {
		kind: 'count',
		default: 400,
		min: 1,
		max: 20_000,
		help: 'connections over all torrents',
	},
	maxDown: {kind: 'rate', default: 0, min: 0, max: 1e12, help: 'download limit'},
	maxUp: {kind: 'rate', default: 0, min: 0, max: 1e12, help: 'upload limit'},
	sequential: {kind: 'flag', default: false, help: 'fetch pieces in order'},
	port: {
		kind: 'count',
		default: 6881,
		min: 0,
		max: 65_535,
		help: 'listen port; the next free one when it is taken, 0 for any',
	},
	bind: {kind: 'text', default: '', help: 'local address or interface name for all traffic'},
	incoming: {kind: 'flag', default: true, help: 'accept connections'},
	trackers: {kind: 'flag', default: true, help: 'ask trackers'},
	dht: {kind: 'flag', default: true, help: 'use the DHT (not there yet)'},
	pex: {kind: 'flag', default: true, help: 'exchange peers with peers (not there yet)'},
	lsd: {kind: 'flag', default: true, help: 'look for peers on the local network (not there yet)'},
	portMapping: {
		kind: 'flag',
		default: true,
		help: 'ask the router to forward the port (not there yet)',
	},
	encryption: {
		kind: 'choice',
		default: 'prefer',
		choices: ['off', 'prefer', 'require'],
		help: 'encrypt peer connections (not there yet, so require is refused)',
	},
	seedRatio: {
		kind: 'number',
		default: 0,
		min: 0,
		max: 1e6,
		help: 'stop seeding at this ratio; 0 = go on',
	},
	seedTime: {
		kind: 'duration',
		default: 0,
		min: 0,
		max: 3.2e10,
		help: 'stop seeding after; 0 = go on',
	},
	announceTimeout: {
		kind: 'duration',
		default: 15_000,
		min: 1000,
		max: 120_000,
		help: 'give up an HTTP tracker after',
	},
	maxOpenFiles: {
		kind: 'count',
		default: 128,
		min: 4,
		max: 10_000,
		help: 'files held open at a time',
	},
	diagnosisTimeScale: {
		kind: 'number',
		default: 1,
		min: 0.01,
		max: 1,
		help: 'shrinks every duration of the diagnoses, for the lab',
	},
	refresh: {kind: 'number', default: 4, min: 0.2, max: 20, help: 'frames a second'},
	ascii: {kind: 'flag', default: false, help: 'draw with ASCII only'},
	color: {kind: 'flag', default: true, help: 'draw in colour'},
	theme: {
		kind: 'choice',
		default: 'dark',
		choices: ['dark', 'light', 'contrast', 'none'],
		help: 'colours of the screen',
	},
	mouse: {kind: 'flag', default: true, help: 'take clicks and the wheel'},
	logLevel: {
		kind: 'choice',
		default: 'info',
		choices: ['debug', 'info', 'warn', 'error'],
		help: 'least severe event that is logged',
	},
} as const satisfies Record<string, SettingRow>;

/** How one setting is described. */
export type SettingRow =
	| {
			readonly kind: 'duration' | 'rate' | 'count' | 'number';
			readonly default: number;
			readonly min: number;
			readonly max: number;
			readonly help: string;
	  }
	| {
			readonly kind: 'auto-count';
			readonly default: 'auto' | number;
			readonly min: number;
			readonly max: number;
			readonly help: string;
	  }
	| {readonly kind: 'flag'; readonly default: boolean; readonly help: string}
	| {
			readonly kind: 'choice';
			readonly default: string;
			readonly choices: readonly string[];
			readonly help: string;
	  }
	| {readonly kind: 'text'; readonly default: string; readonly help: string};

type Table = typeof settingsTable;

type ValueOf<Row> = Row extends {kind: 'flag'}
	? boolean
	: Row extends {choices: ReadonlyArray<infer Choice>}
		? Choice
		: Row extends {kind: 'text'}
			? string
			: Row extends {kind: 'auto-count'}
				? 'auto' | number
				: number;

/** The name of a setting. */
export type SettingName = keyof Table;

/** Every setting with its value. Durations in milliseconds, rates in bytes a second (0 = no limit). */
export type Settings = {readonly [Name in SettingName]: ValueOf<Table[Name]>};

/** What holds where the user said nothing. */
export const defaultSettings = Object.fromEntries(
	Object.entries(settingsTable).map(([name, row]) => [name, row.default]),
) as unknown as Settings;
