import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import test, {type ExecutionContext} from 'ava';
import type {AnnounceOutcome} from '../../../source/engine/tracker/announce-call.js';
import {type HostAddress, HostResolver} from '../../../source/engine/tracker/host-resolver.js';
import {
	TrackerClient,
	type TrackerLocalAddresses,
} from '../../../source/engine/tracker/tracker-client.js';
import {encodeBencode} from '../../../source/protocol/bencode.js';
import {testRequest} from './announces.js';

const both: readonly HostAddress[] = [
	{address: '127.0.0.1', family: 4},
	{address: '::1', family: 6},
];

/** HTTP trackers on one port of both families, each telling another number of seeds. @returns the port and who asked. */
async function serveBoth(t: ExecutionContext): Promise<{port: number; asked: string[]}> {
	const asked: string[] = [];
	const listen = async (host: string, port: number, seeds: number) => {
		const server = createServer((request, response) => {
			asked.push(request.socket.remoteAddress!);
			response.end(encodeBencode({complete: seeds}));
		});
		const {promise, resolve, reject} = Promise.withResolvers<void>();
		server.on('error', reject).listen(port, host, resolve);
		await promise;
		t.teardown(() => server.close());
		return (server.address() as AddressInfo).port;
	};
	const port = await listen('127.0.0.1', 0, 4);
	await listen('::1', port, 6);
	return {port, asked};
}

async function outcomesOf(
	url: string,
	addresses: readonly HostAddress[] | Error,
	{
		local = {isBound: false},
		timeoutMs = 10_000,
	}: {local?: TrackerLocalAddresses; timeoutMs?: number} = {},
): Promise<AnnounceOutcome[]> {
	const client = new TrackerClient({
		resolver: new HostResolver(
			() => 0,
			async () => {
				if (addresses instanceof Error) {
					throw addresses;
				}
				return addresses;
			},
		),
		localAddresses: () => local,
		userAgent: 'x',
		now: () => 0,
	});
	const outcomes: AnnounceOutcome[] = [];
	const {signal} = new AbortController();
	await client.announce(url, testRequest, {timeoutMs, signal}, outcome => outcomes.push(outcome));
	return outcomes;
}

const seedsOf = (outcomes: AnnounceOutcome[]) =>
	outcomes.map(outcome => ('response' in outcome ? outcome.response.seeds : outcome.failure));

test('a tracker with addresses of both families is asked over both (BEP 7)', async t => {
	const {port, asked} = await serveBoth(t);
	const outcomes = await outcomesOf(`http://t.example:${port}/`, both);
	t.deepEqual(seedsOf(outcomes).sort(), [4, 6]);
	t.deepEqual(asked.sort(), ['127.0.0.1', '::1']);
});

test('a family that fails does not take the other’s answer away', async t => {
	const {port} = await serveBoth(t);
	const outcomes = await outcomesOf(`http://t.example:${port}/`, [
		{address: '127.0.0.1', family: 4},
		// The loopback interface has this address only in its own network.
		{address: '2001:db8::1', family: 6},
	]);
	t.is(outcomes.length, 2);
	t.true(seedsOf(outcomes).includes(4));
});

test('bound to an address, only its family is used', async t => {
	const {port, asked} = await serveBoth(t);
	const url = `http://t.example:${port}/`;
	await outcomesOf(url, both, {local: {isBound: true, ipv4: '127.0.0.7'}});
	await outcomesOf(url, both, {local: {isBound: true, ipv6: '::1'}});
	t.deepEqual(asked, ['127.0.0.7', '::1']);
	const nowhere = await outcomesOf(url, both, {local: {isBound: true}});
	t.like(nowhere, [{failure: 'unreachable'}]);
	t.is(nowhere.length, 1);
});

test('a host that is not found is one failure of the lookup', async t => {
	const error = Object.assign(new Error('x'), {code: 'ENOTFOUND'});
	for (const url of ['http://t.example/', 'udp://t.example:1']) {
		const outcomes = await outcomesOf(url, error);
		t.deepEqual(seedsOf(outcomes), ['dns']);
	}
});

test('the deadline is told as a timeout, whatever was under way', async t => {
	const server = createServer(() => {});
	const {promise, resolve} = Promise.withResolvers<void>();
	server.listen(0, '127.0.0.1', resolve);
	await promise;
	t.teardown(() => {
		server.close();
		server.closeAllConnections();
	});
	const {port} = server.address() as AddressInfo;
	const outcomes = await outcomesOf(`http://127.0.0.1:${port}/`, both, {timeoutMs: 50});
	t.deepEqual(seedsOf(outcomes), ['timeout']);
});
