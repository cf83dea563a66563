import type {RealClient} from './clients/real-client.js';
import {unchoke} from './clients/unchoke.js';
import {exchange} from './exchange.js';
import {loopbackTests} from './loopback-test.js';

/** Declares the exchanges of ours with one other client, both ways. */
export function declareExchanges(file: string, client: RealClient): void {
	const test = loopbackTests(file);
	test(`unchoke downloads every payload from ${client.name}`, [client], async t =>
		exchange(t, client, unchoke),
	);
	test(`${client.name} downloads every payload from unchoke`, [client], async t =>
		exchange(t, unchoke, client),
	);
}
