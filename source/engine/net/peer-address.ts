import {formatIpv4, formatIpv6, parseIpAddress} from '../../protocol/ip-address.js';

/**
 * A literal address in the one form that all rooms compare: IPv4 in IPv6 (as a dual-stack listener sees it) is plain
 * IPv4, IPv6 is shortest, zones go. What is no literal address comes back as it is.
 */
export const normaliseHost = (host: string): string => {
	const zone = host.indexOf('%');
	const bytes = parseIpAddress(zone === -1 ? host : host.slice(0, zone));
	if (bytes === undefined) {
		return host;
	}

	return bytes.length === 4 ? formatIpv4(bytes, 0) : formatIpv6(bytes, 0);
};
