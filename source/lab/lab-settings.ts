import {networkInterfaces} from 'node:os';
import type {Settings} from '../store/settings.js';
import type {Scenario} from './scenario.js';

/** Settings our client runs with in a lab, so that it stays on the loopback too; and those the scenario is about. */
export function labSettings(scenario: Scenario): Partial<Settings> {
	const families = [...scenario.peers, ...(scenario.trackers ?? [])].map(each => each.family ?? 4);
	return {
		// An address binds one family; the loopback interface has both.
		bind: families.includes(6) ? loopbackInterface() : '127.0.0.1',
		port: 0,
		dht: false,
		lsd: false,
		pex: false,
		portMapping: false,
		...scenario.settings,
	};
}

function loopbackInterface(): string {
	const found = Object.entries(networkInterfaces()).find(([, addresses]) =>
		addresses?.every(address => address.internal),
	);
	return found?.[0] ?? '127.0.0.1';
}
