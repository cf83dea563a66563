/** Where a peer listens. `host` is a literal IPv4 or IPv6 address. */
export interface PeerAddress {
	readonly host: string;
	readonly port: number;
}

/** An address as it is written: `1.2.3.4:6881` or `[::1]:6881`. */
export function formatPeerAddress({host, port}: PeerAddress): string {
	return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/**
 * A host with a port as people write it: `1.2.3.4:6881`, `[::1]:6881` or `name.example:6881`. Only where the host is a
 * literal address the result is one to dial; a name is to be looked up first.
 */
export function parseHostPort(text: string): {host: string; port: number} | undefined {
	const match = /^(?:\[([\da-f:.]+)\]|([^\s:[\]/]+)):(\d{1,5})$/i.exec(text);
	const host = match?.[1] ?? match?.[2];
	const port = Number(match?.[3]);
	return host !== undefined && port >= 1 && port <= 65_535 ? {host, port} : undefined;
}
