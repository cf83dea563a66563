/** Whether a literal address is of IPv6. */
export function isIpv6(host: string): boolean {
	return host.includes(':');
}

/** Whether the address is this machine's: many peers of a lab or a test share it, so one of them can't stand for all. */
export function isLoopback(host: string): boolean {
	return host.startsWith('127.') || host === '::1' || host.startsWith('::ffff:127.');
}
