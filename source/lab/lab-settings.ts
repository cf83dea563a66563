import {networkInterfaces} from 'node:os';
import {
	defaultSettings,
	type SettingName,
	type SettingRow,
	type Settings,
	settingsTable,
} from '../store/settings.js';
import type {Scenario} from './scenario.js';

/** Durations that are no clock of a peer or tracker: how often something is told, and how long a complete torrent stays. */
const unscaled: ReadonlySet<string> = new Set(['diagnosticsInterval', 'seedTime']);

/** However fast a lab runs, a busy machine needs this long to answer, milliseconds. */
const leastTimeoutMs = 1000;

/** These have to leave room for what the engine keeps under way: requests for some three seconds at a peer's rate (R12). */
const leastMs: Partial<Record<SettingName, number>> = {readTimeout: 3000, requestTimeout: 10_000};

/** What would look for peers beyond this machine is off in a lab, whatever anybody says. */
export const loopbackOnly = {
	dht: false,
	lsd: false,
	portMapping: false,
} as const satisfies Partial<Settings>;

/**
 * Settings our client runs with in a lab, so that it stays on the loopback too; and those the scenario is about. In a lab
 * that is not run at its own pace, every timeout of the peer rules is as much shorter as the scenario and the diagnoses are,
 * and a limit on a rate as much higher.
 */
export function labSettings(scenario: Scenario, timeScale = 1): Partial<Settings> {
	const families = [...scenario.peers, ...(scenario.trackers ?? [])].map(each => each.family ?? 4);
	const settings = {
		// An address binds one family; the loopback interface has both.
		bind: families.includes(6) ? loopbackInterface() : '127.0.0.1',
		port: 0,
		pex: false,
		...scenario.settings,
		...loopbackOnly,
	};
	return timeScale === 1 ? settings : {...settings, ...scaled(settings, timeScale)};
}

function scaled(settings: Partial<Settings>, timeScale: number): Partial<Settings> {
	const all = {...defaultSettings, ...settings};
	const names = Object.keys(settingsTable) as SettingName[];
	const changed = names.flatMap(name => {
		const {kind}: SettingRow = settingsTable[name];
		const value = all[name];
		if (typeof value !== 'number' || unscaled.has(name)) {
			return [];
		}

		return kind === 'duration'
			? [
					[
						name,
						Math.max(
							Math.min(value, leastMs[name] ?? leastTimeoutMs),
							Math.round(value * timeScale),
						),
					],
				]
			: kind === 'rate'
				? [[name, value / timeScale]]
				: [];
	});
	return {...(Object.fromEntries(changed) as Partial<Settings>), diagnosisTimeScale: timeScale};
}

function loopbackInterface(): string {
	const found = Object.entries(networkInterfaces()).find(([, addresses]) =>
		addresses?.every(address => address.internal),
	);
	return found?.[0] ?? '127.0.0.1';
}
