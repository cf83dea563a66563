import {networkInterfaces} from 'node:os';
import type {Scenario} from './scenario.js';

/** Why this machine can't play a scenario, as a sentence without its full stop; undefined when it can. */
export function unplayable(
	scenario: Scenario,
	interfaces = networkInterfaces(),
): string | undefined {
	const needsIpv6 = [...scenario.peers, ...(scenario.trackers ?? [])].some(
		({family}) => family === 6,
	);
	const hasIpv6 = Object.values(interfaces).some(addresses =>
		addresses?.some(({address}) => address === '::1'),
	);
	return needsIpv6 && !hasIpv6
		? `the scenario ${scenario.name} needs IPv6, and this machine's loopback has none`
		: undefined;
}
