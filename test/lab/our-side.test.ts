import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {type AddressInfo, createServer} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import test from 'ava';
import {blockFolder, PortTaker} from '../../source/lab/our-side.js';

test('a file stands where the torrent’s folder should be, however much of the path is missing', async t => {
	const folder = mkdtempSync(path.join(tmpdir(), 'unchoke-our-side-'));
	t.teardown(() => {
		rmSync(folder, {recursive: true});
	});
	const dir = path.join(folder, 'not', 'there yet');
	await blockFolder(dir, 'name');
	t.is(readFileSync(path.join(dir, 'name'), 'utf8'), 'in the way\n');
});

test('a taken port can’t be listened on until it is given back, and taking it twice is no error', async t => {
	const free = createServer().listen(0, '127.0.0.1');
	await once(free, 'listening');
	const {port} = free.address() as AddressInfo;
	free.close();
	await once(free, 'close');
	const [taker, second] = [await PortTaker.take(port), await PortTaker.take(port)];
	const blocked = createServer().listen(port, '127.0.0.1');
	const [error] = (await once(blocked, 'error')) as [NodeJS.ErrnoException];
	t.is(error.code, 'EADDRINUSE');
	second.close();
	taker.close();
	const server = createServer().listen(port, '127.0.0.1');
	await once(server, 'listening');
	server.close();
	t.pass();
});
