import {lookup, Resolver} from 'node:dns/promises';
import {readFile} from 'node:fs/promises';
import {isIP} from 'node:net';
import {join} from 'node:path';
import type {HostAddress} from './host-resolver.js';

/** A name server is asked this often, each time waiting longer; milliseconds for the first. */
const tries = 3;
const defaultFirstWaitMs = 2000;

/** For tests. */
export interface LookupOptions {
	/** Name servers, as `127.0.0.1:5353`; the system's when absent. */
	readonly servers?: readonly string[];
	readonly firstWaitMs?: number;
}

/** What a name server says when there is no such name, or no address of the family. */
const noAddressCodes: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA']);

const hostsPath =
	process.platform === 'win32'
		? join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'drivers', 'etc', 'hosts')
		: '/etc/hosts';

/**
 * Looks a host up in the hosts file, then asks the name servers. Not the system's `getaddrinfo`: it holds a thread for as
 * long as a dead name server lets it, and neither a thread nor the process can end before it returns, so that quitting
 * would take ten seconds. It is asked only for names that no name server knows (`printer`, `seedbox.local`), and where no
 * name server is configured.
 * Rejects with an error whose code is `ENOTFOUND`, or `EAI_AGAIN` when nobody could tell.
 */
export async function lookUpHost(
	host: string,
	{servers, firstWaitMs = defaultFirstWaitMs}: LookupOptions = {},
): Promise<readonly HostAddress[]> {
	const written = addressesInHosts(await readFile(hostsPath, 'utf8').catch(() => ''), host);
	if (written.length > 0) {
		return written;
	}
	if (!host.includes('.') || host.endsWith('.local')) {
		return askSystem(host);
	}
	const resolver = new Resolver({timeout: firstWaitMs, tries});
	if (servers !== undefined) {
		resolver.setServers(servers);
	}
	return askNameServers(host, resolver);
}

/** The addresses that the text of a hosts file gives a name. */
export function addressesInHosts(text: string, host: string): HostAddress[] {
	const name = host.toLowerCase();
	const addresses: HostAddress[] = [];
	for (const line of text.split('\n')) {
		const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
		const family = isIP(address);
		if (family !== 0 && names.some(each => each.toLowerCase() === name)) {
			addresses.push({address, family: family === 4 ? 4 : 6});
		}
	}
	return addresses;
}

async function askNameServers(host: string, resolver: Resolver): Promise<readonly HostAddress[]> {
	const [ipv4, ipv6] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
	const addresses: HostAddress[] = [];
	for (const [family, answer] of [[4, ipv4] as const, [6, ipv6] as const]) {
		if (answer.status === 'fulfilled') {
			addresses.push(...answer.value.map(address => ({address, family})));
		}
	}
	if (addresses.length > 0) {
		return addresses;
	}
	const codes = [ipv4, ipv6].map(answer =>
		answer.status === 'rejected' ? (answer.reason as NodeJS.ErrnoException).code : 'ENODATA',
	);
	if (codes.includes('ECONNREFUSED')) {
		return askSystem(host);
	}
	const isKnown = codes.every(code => noAddressCodes.has(code ?? ''));
	throw lookupError(isKnown ? 'ENOTFOUND' : 'EAI_AGAIN');
}

async function askSystem(host: string): Promise<readonly HostAddress[]> {
	const found = await lookup(host, {all: true});
	return found.map(({address, family}) => ({address, family: family === 6 ? 6 : 4}));
}

function lookupError(code: string): Error {
	return Object.assign(new Error(`name lookup failed (${code})`), {code});
}
