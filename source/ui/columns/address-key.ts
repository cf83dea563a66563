/**
 * An address as a string that sorts as people expect: IPv4 before IPv6, numbers by value, so that 10.0.0.9 stands
 * before 10.0.0.10.
 */
export function addressKey(address: string): string {
	const isIpv6 = address.startsWith('[');
	return (isIpv6 ? '6' : '4') + address.replace(/\d+/g, digits => digits.padStart(5, '0'));
}
