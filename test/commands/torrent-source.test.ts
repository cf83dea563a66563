import {createServer, type RequestListener} from 'node:http';
import type {AddressInfo} from 'node:net';
import test, {type ExecutionContext} from 'ava';
import {RunError, UsageError} from '../../source/commands/exit.js';
import {fetchTorrent} from '../../source/commands/fetch-torrent.js';
import {openTorrent} from '../../source/commands/torrent-source.js';
import {sampleTorrent} from './torrents.js';

async function serve(t: ExecutionContext, listener: RequestListener): Promise<string> {
	const server = createServer(listener);
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	t.teardown(() => {
		server.closeAllConnections();
		server.close();
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a .torrent is downloaded, across a redirect, with its progress', async t => {
	const bytes = sampleTorrent();
	const url = await serve(t, (request, response) => {
		if (request.url === '/old') {
			response.writeHead(302, {location: '/new'}).end();
		} else {
			response.writeHead(200, {'content-length': bytes.length}).end(bytes);
		}
	});
	const heard: Array<readonly [number, number | undefined]> = [];
	const source = await openTorrent(`${url}/old`, (...progress) => heard.push(progress));
	t.is(source.kind === 'metainfo' && source.metainfo.name, 'sample');
	t.deepEqual(heard.at(-1), [bytes.length, bytes.length]);
});

test('the user in a URL is sent as HTTP has it, and printed nowhere', async t => {
	let authorization: string | undefined;
	const url = await serve(t, (request, response) => {
		authorization = request.headers.authorization;
		response.writeHead(403).end();
	});
	const address = `${url.replace('//', '//me:se%20cret@')}/x?passkey=123`;
	const error = await t.throwsAsync(openTorrent(address), {instanceOf: RunError});
	t.is(authorization, `Basic ${Buffer.from('me:se cret').toString('base64')}`);
	t.is(error?.message, `${url}/x?…: the server answers 403`);
});

test('a server that answers rubbish is bad input', async t => {
	const url = await serve(t, (_, response) => response.end('<html>'));
	const error = await t.throwsAsync(openTorrent(`${url}/x.torrent`), {instanceOf: UsageError});
	t.regex(error?.message ?? '', /x\.torrent: this is not a torrent file/);
});

test('a server that refuses, hangs up, never ends or never answers is a failure while running', async t => {
	const options = {maxBytes: 1000, timeoutMs: 60_000};
	const gone = new URL('http://127.0.0.1:9/x.torrent');
	await t.throwsAsync(fetchTorrent(gone, options), {
		message: /127\.0\.0\.1:9\/x\.torrent: bad port$/,
	});
	const hangsUp = await serve(t, request => request.socket.destroy());
	await t.throwsAsync(fetchTorrent(new URL(hangsUp), options), {instanceOf: RunError});
	const endless = await serve(t, (_, response) => {
		response.on('drain', () => response.write('x'.repeat(500)));
		while (response.write('x'.repeat(500)));
	});
	await t.throwsAsync(fetchTorrent(new URL(endless), options), {
		instanceOf: UsageError,
		message: /is no \.torrent: it is over 1000 bytes/,
	});
	const silent = await serve(t, () => {});
	await t.throwsAsync(fetchTorrent(new URL(silent), {...options, timeoutMs: 50}), {
		instanceOf: RunError,
		message: /no answer in 0\.05 s/,
	});
});
