import {createServer, type RequestListener, type Server} from 'node:http';
import {createServer as createTlsServer} from 'node:https';
import {type AddressInfo, createServer as createTcpServer} from 'node:net';
import {setDefaultCACertificates} from 'node:tls';
import {deflateSync, gzipSync} from 'node:zlib';
import test, {type ExecutionContext} from 'ava';
import {type AnnounceOutcome, isFailure} from '../../../source/engine/tracker/announce-call.js';
import {HostResolver} from '../../../source/engine/tracker/host-resolver.js';
import {HttpTrackerClient} from '../../../source/engine/tracker/http-tracker-client.js';
import {failureOf, type TrackerFailure} from '../../../source/engine/tracker/tracker-failure.js';
import {encodeBencode} from '../../../source/protocol/bencode.js';
import {testCall} from './announces.js';
import {expiredCertificate, testKey, validCertificate} from './certificates.js';

const answer = encodeBencode({
	interval: 900,
	complete: 4,
	incomplete: 5,
	peers: Uint8Array.of(127, 0, 0, 1, 0x1a, 0xe1),
});

const told = {
	intervalMs: 900_000,
	minIntervalMs: null,
	seeds: 4,
	leechers: 5,
	peers: [{host: '127.0.0.1', port: 6881}],
	warning: null,
	trackerId: null,
	externalIp: null,
};

const client = new HttpTrackerClient(
	new HostResolver(
		() => 0,
		async () => [
			{address: '127.0.0.1', family: 4},
			{address: '::1', family: 6},
		],
	),
	'unchoke/test',
);

async function listen(t: ExecutionContext, server: Server, host = '127.0.0.1'): Promise<number> {
	const {promise, resolve} = Promise.withResolvers<void>();
	server.listen(0, host, resolve);
	await promise;
	t.teardown(() => {
		server.close();
		server.closeAllConnections();
	});
	return (server.address() as AddressInfo).port;
}

/** A tracker on this machine. @returns its announce URL */
async function serve(t: ExecutionContext, handle: RequestListener): Promise<string> {
	return `http://127.0.0.1:${await listen(t, createServer(handle))}/announce`;
}

async function failureFrom(t: ExecutionContext, handle: RequestListener): Promise<TrackerFailure> {
	const outcome = await client.announce(testCall(await serve(t, handle)));
	if (!isFailure(outcome)) {
		throw new Error('the announce was answered');
	}
	return outcome;
}

test('an announce asks as BEP 3 says and reads the answer', async t => {
	const seen: string[] = [];
	const url = await serve(t, (request, response) => {
		seen.push(request.url!, request.headers['user-agent']!, request.headers.host!);
		response.end(answer);
	});
	const outcome = await client.announce(testCall(url));
	t.like(outcome, {httpStatus: 200});
	t.deepEqual((outcome as {response: unknown}).response, told);
	t.regex(seen[0]!, /^\/announce\?info_hash=%00%0D%1A%27.*&event=started$/);
	t.is(seen[1], 'unchoke/test');
	t.is(seen[2], new URL(url).host);
});

test('how far the server’s clock is from ours is told', async t => {
	const url = await serve(t, (_, response) => {
		response.setHeader('date', new Date(Date.now() - 3_600_000).toUTCString());
		response.end(answer);
	});
	const {dateSkewMs} = (await client.announce(testCall(url))) as {dateSkewMs: number};
	t.true(dateSkewMs < -3_590_000 && dateSkewMs > -3_610_000);
	const silent = await serve(t, (_, response) => {
		response.sendDate = false;
		response.end(answer);
	});
	t.like(await client.announce(testCall(silent)), {dateSkewMs: null});
});

test('packed answers are unpacked', async t => {
	for (const [encoding, body] of [
		['gzip', gzipSync(answer)],
		['deflate', deflateSync(answer)],
		['GZIP', gzipSync(answer)],
		['gzip', answer],
	] as const) {
		const url = await serve(t, (_, response) => {
			response.setHeader('content-encoding', encoding);
			response.end(body);
		});
		t.like(await client.announce(testCall(url)), {response: {seeds: 4}});
	}
});

test('the tracker’s refusal is told, even under an error status', async t => {
	for (const status of [200, 403]) {
		const failure = await failureFrom(t, (_, response) => {
			response.statusCode = status;
			response.end(encodeBencode({'failure reason': 'unregistered torrent', 'retry in': 5}));
		});
		t.deepEqual(failure, {
			failure: 'rejected',
			message: 'unregistered torrent',
			retryInMs: 300_000,
			httpStatus: status,
		});
	}
});

test('an error status is told with its words, escaped', async t => {
	t.like(
		await failureFrom(t, (_, response) => {
			response.writeHead(503, 'Service \u009b Unavailable').end('<html>');
		}),
		{failure: 'http', httpStatus: 503, message: 'HTTP 503 Service \\x9b Unavailable'},
	);
});

test('rubbish is told as such', async t => {
	t.like(await failureFrom(t, (_, response) => response.end('<html>please log in')), {
		failure: 'invalid',
		httpStatus: 200,
	});
	t.like(await failureFrom(t, (_, response) => response.end()), {failure: 'invalid'});
});

test('redirects are followed, also relative ones, but not without end', async t => {
	const url = await serve(t, (request, response) => {
		const step = Number(/\d+/.exec(request.url!.split('?')[0]!)?.[0] ?? 0);
		if (step < 5) {
			response.writeHead(302, {location: `/announce${step + 1}?x`}).end();
		} else {
			response.end(answer);
		}
	});
	t.like(await client.announce(testCall(url)), {response: {seeds: 4}});
	const loop = await failureFrom(t, (request, response) => {
		response.writeHead(301, {location: request.url}).end();
	});
	t.like(loop, {failure: 'invalid', message: 'redirected over 5 times'});
});

test('a redirect to something that is not HTTP is not followed', async t => {
	for (const location of ['file:///etc/passwd', 'http://', 'ftp://127.0.0.1/']) {
		const failure = await failureFrom(t, (_, response) => {
			response.writeHead(302, {location}).end();
		});
		t.like(failure, {failure: 'http', httpStatus: 302});
	}
});

test('an answer over 1 MiB is not read to its end', async t => {
	const chunk = Buffer.alloc(64 * 1024, 'd');
	let sent = 0;
	const endless = await failureFrom(t, (_, response) => {
		const write = () => {
			while (!response.destroyed && response.write(chunk)) {
				sent += chunk.length;
			}
		};
		response.on('drain', write);
		write();
	});
	t.like(endless, {failure: 'invalid'});
	t.true(sent < 64 * 1024 * 1024);
	const announced = await failureFrom(t, (_, response) => {
		response.setHeader('content-length', 1024 * 1024 + 1);
		response.flushHeaders();
	});
	t.like(announced, {failure: 'invalid'});
});

test('a small answer that unpacks to more than 1 MiB is not unpacked to its end', async t => {
	const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
	t.like(
		await failureFrom(t, (_, response) => {
			response.setHeader('content-encoding', 'gzip');
			response.end(bomb);
		}),
		{failure: 'invalid'},
	);
});

test('a tracker that never answers, or never ends, is given up at the deadline', async t => {
	for (const start of [false, true]) {
		const url = await serve(t, (_, response) => {
			if (start) {
				response.write('d8:');
			}
		});
		const signal = AbortSignal.timeout(50);
		await t.throwsAsync(client.announce(testCall(url, {signal})));
		t.true(signal.aborted);
	}
});

test('a closed port and a connection that ends early are told apart', async t => {
	const server = createServer();
	const port = await listen(t, server);
	server.close();
	const refused = await t.throwsAsync(
		client.announce(testCall(`http://127.0.0.1:${port}/announce`)),
	);
	t.is(failureOf(refused).failure, 'refused');
	const url = await serve(t, request => request.socket.destroy());
	const cut = await t.throwsAsync(client.announce(testCall(url)));
	t.like(failureOf(cut), {failure: 'http', message: 'connection closed before the answer'});
});

test('what is no HTTP at all is told as rubbish', async t => {
	const server = createTcpServer(socket => socket.end('\x13BitTorrent protocol'));
	const {promise, resolve} = Promise.withResolvers<void>();
	server.listen(0, '127.0.0.1', resolve);
	await promise;
	t.teardown(() => server.close());
	const {port} = server.address() as AddressInfo;
	const error = await t.throwsAsync(client.announce(testCall(`http://127.0.0.1:${port}/`)));
	t.is(failureOf(error).failure, 'invalid');
});

test('the call’s family and local address are used', async t => {
	const from: Array<string | undefined> = [];
	const handle: RequestListener = (request, response) => {
		from.push(request.socket.remoteAddress);
		response.end(answer);
	};
	const ipv4 = await listen(t, createServer(handle));
	const ipv6 = await listen(t, createServer(handle), '::1');
	await client.announce(
		testCall(`http://t.example:${ipv4}/`, {family: 4, localAddress: '127.0.0.5'}),
	);
	await client.announce(testCall(`http://t.example:${ipv6}/`, {family: 6}));
	await client.announce(testCall(`http://[::1]:${ipv6}/`, {family: 6}));
	t.deepEqual(from, ['127.0.0.5', '::1', '::1']);
});

test('a host without an address of the family is a failure of the lookup', async t => {
	const lonely = new HttpTrackerClient(
		new HostResolver(
			() => 0,
			async () => [{address: '::1', family: 6}],
		),
		'x',
	);
	const error = await t.throwsAsync(lonely.announce(testCall('http://t.example:1/')));
	t.is(failureOf(error).failure, 'dns');
});

test('an HTTPS tracker is asked, and its certificate has to be right', async t => {
	const start = (cert: string) =>
		listen(
			t,
			createTlsServer({key: testKey, cert}, (_, response) => response.end(answer)),
		);
	const announce = async (port: number): Promise<AnnounceOutcome> =>
		client.announce(testCall(`https://localhost:${port}/announce`)).catch(failureOf);
	const valid = await start(validCertificate);
	t.like(await announce(valid), {failure: 'tls'});
	setDefaultCACertificates([validCertificate, expiredCertificate]);
	t.like(await announce(valid), {response: {seeds: 4}});
	t.like(await announce(await start(expiredCertificate)), {failure: 'tls-date'});
	const plain = await listen(
		t,
		createServer((_, response) => response.end(answer)),
	);
	t.like(await announce(plain), {failure: 'tls'});
});
