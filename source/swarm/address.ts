import type {PeerAddress} from './torrent-input.js';

/** The address as a user reads it: `1.2.3.4:6881`, `[::1]:6881`. Doubles as its key. */
export function formatAddress({host, port}: PeerAddress): string {
	return isIpv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Whether a literal address is of IPv6. */
export function isIpv6(host: string): boolean {
	return host.includes(':');
}

/** Whether the address is this machine's: many peers of a lab or a test share it, so one of them can't stand for all. */
export function isLoopback(host: string): boolean {
	return host.startsWith('127.') || host === '::1' || host.startsWith('::ffff:127.');
}
