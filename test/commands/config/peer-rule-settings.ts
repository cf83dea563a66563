import type {SettingName, Settings} from '../../../source/store/settings.js';

/** A row of the table of the peer rules. */
export interface PeerRuleSetting {
	readonly default: Settings[SettingName];
	/** As the sentence for a value outside of it says it. */
	readonly range: string;
	/** Values as they are typed, at the ends of the range, and what they mean. */
	readonly good: ReadonlyArray<readonly [typed: string, value: Settings[SettingName]]>;
	/** Values just outside. */
	readonly bad: readonly string[];
}

/** A duration between two numbers of seconds. */
function seconds(usual: number, from: number, to: number): PeerRuleSetting {
	return {
		default: usual * 1000,
		range: `${from}–${to} s`,
		good: [
			[`${from}s`, from * 1000],
			[`${to}s`, to * 1000],
		],
		bad: [from > 0 ? `${from * 1000 - 1}ms` : '-1', `${to * 1000 + 1}ms`],
	};
}

/** A whole number between two others. */
function count(usual: number, from: number, to: number): PeerRuleSetting {
	return {
		default: usual,
		range: `${from}–${to}`,
		good: [
			[`${from}`, from],
			[`${to}`, to],
		],
		bad: [`${from - 1}`, `${to + 1}`, '1.5'],
	};
}

/** The settings of the peer rules with their defaults and ranges, as that table has them. */
export const peerRuleSettings = {
	connectTimeout: seconds(10, 1, 120),
	handshakeTimeout: seconds(10, 1, 120),
	readTimeout: seconds(30, 5, 600),
	requestTimeout: seconds(60, 5, 600),
	availabilityTimeout: seconds(60, 5, 600),
	uselessGrace: seconds(10, 0, 600),
	peerEvaluationInterval: seconds(30, 1, 600),
	uselessAge: seconds(30, 0, 3600),
	uselessPolicy: {
		default: 'strict',
		range: 'strict or pressure',
		good: [
			['strict', 'strict'],
			['pressure', 'pressure'],
		],
		bad: ['Strict', 'never'],
	},
	keepAliveInterval: seconds(120, 30, 600),
	deadPeerTimeout: seconds(180, 60, 3600),
	diagnosticsInterval: seconds(30, 1, 3600),
	pipelineDepth: {
		default: 'auto',
		range: 'auto or 1–2000',
		good: [
			['auto', 'auto'],
			['1', 1],
			['10', 10],
			['2000', 2000],
		],
		bad: ['0', '2001', 'deep'],
	},
	uploadSlots: count(4, 0, 200),
	maxPeersPerTorrent: count(80, 1, 2000),
	maxHalfOpen: count(32, 1, 500),
} as const satisfies Partial<Record<SettingName, PeerRuleSetting>>;

/** The name of a setting of that table. */
export type PeerRuleSettingName = keyof typeof peerRuleSettings;
