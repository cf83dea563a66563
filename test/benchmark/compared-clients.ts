import {aria2} from '../interop/clients/aria2.js';
import {libtorrent, startLibtorrent} from '../interop/clients/libtorrent.js';
import type {RealClient} from '../interop/clients/real-client.js';
import {rtorrent} from '../interop/clients/rtorrent.js';
import {transmission} from '../interop/clients/transmission.js';
import {startUnchoke, unchoke} from '../interop/clients/unchoke.js';
import {isLoopbackOnly} from '../interop/namespace.js';
import type {BenchmarkOptions} from './table.js';

/** Nobody else encrypts in these runs either. */
const plaintext = '--encryption=off';

/** The clients in the order of the tables, ours first; set up to be compared: plaintext, and seeds trust their disk. */
const comparedClients: readonly RealClient[] = [
	{
		...unchoke,
		seed: job => startUnchoke(job, [plaintext, '--seed']),
		leech: job => startUnchoke(job, [plaintext]),
		recheck: job => startUnchoke(job, [plaintext]),
	},
	{...libtorrent, seed: job => startLibtorrent('seed', job, true)},
	transmission,
	aria2,
	rtorrent,
];

/** Those that are asked for and installed; without a namespace only ours, which stays on loopback by itself. */
export function chooseClients({clients, progress}: BenchmarkOptions): readonly RealClient[] {
	const asked = comparedClients.filter(
		client => clients?.includes(client.name) ?? (isLoopbackOnly() || client.name === 'unchoke'),
	);
	return asked.filter(client => {
		const version = client.version();
		progress(
			version === undefined ? `${client.name} is not installed` : `${client.name}: ${version}`,
		);
		return version !== undefined;
	});
}
