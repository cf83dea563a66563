import {isIP} from 'node:net';
import {networkInterfaces} from 'node:os';

/** The addresses all traffic leaves from: one a family, absent when the system may choose (or the family may not be used). */
export interface LocalAddresses {
	/** The user named an address or interface: a family without an address here must not be used. */
	readonly isBound: boolean;
	readonly ipv4?: string;
	readonly ipv6?: string;
}

/** Link-local addresses need a zone and reach nobody in a swarm. */
const isRoutable = (address: string): boolean => !address.toLowerCase().startsWith('fe80:');

/**
 * What the setting `bind` means now: an address as it stands, the addresses of the interface of that name, or
 * nothing in particular when empty.
 */
export const resolveLocalAddresses = (bind: string): LocalAddresses => {
	if (bind === '') {
		return {isBound: false};
	}

	const family = isIP(bind);
	if (family !== 0) {
		return family === 4 ? {isBound: true, ipv4: bind} : {isBound: true, ipv6: bind};
	}

	const addresses = networkInterfaces()[bind] ?? [];
	const ipv4 = addresses.find(each => each.family === 'IPv4')?.address;
	const ipv6 = addresses.find(each => each.family === 'IPv6' && isRoutable(each.address))?.address;
	return {
		isBound: true,
		...(ipv4 === undefined ? {} : {ipv4}),
		...(ipv6 === undefined ? {} : {ipv6}),
	};
};

/** Whether traffic to the address may leave under these. */
export const canReach = (local: LocalAddresses, host: string): boolean =>
	!local.isBound || (host.includes(':') ? local.ipv6 : local.ipv4) !== undefined;
