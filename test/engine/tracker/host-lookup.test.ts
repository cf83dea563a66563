import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import test, {type ExecutionContext} from 'ava';
import {addressesInHosts, lookUpHost} from '../../../source/engine/tracker/host-lookup.js';

/** Types of DNS records. */
const ipv4Record = 1;
const ipv6Record = 28;
const noSuchName = 3;
const serverFailure = 2;

/** What a name server of a test does with a question: an address, a code, or nothing at all. */
type Answer = (type: number) => Buffer | number | undefined;

/** A name server on loopback. @returns its address */
async function nameServer(t: ExecutionContext, answer: Answer): Promise<string> {
	const socket = createSocket('udp4');
	socket.on('message', (question, from) => {
		const nameEnd = question.indexOf(0, 12);
		const questionEnd = nameEnd + 5;
		const found = answer(question.readUInt16BE(nameEnd + 1));
		if (found === undefined) {
			return;
		}

		const reply = Buffer.from(question.subarray(0, questionEnd));
		reply.writeUInt16BE(0x8180 | (typeof found === 'number' ? found : 0), 2);
		reply.writeUInt16BE(typeof found === 'number' ? 0 : 1, 6);
		reply.writeUInt32BE(0, 8);
		const record = Buffer.alloc(12);
		record.writeUInt16BE(0xc00c, 0);
		question.copy(record, 2, nameEnd + 1, questionEnd);
		record.writeUInt32BE(60, 6);
		const length = typeof found === 'number' ? 0 : found.length;
		record.writeUInt16BE(length, 10);
		const parts = typeof found === 'number' ? [reply] : [reply, record, found];
		socket.send(Buffer.concat(parts), from.port, from.address);
	});
	socket.bind(0, '127.0.0.1');
	await once(socket, 'listening');
	t.teardown(() => socket.close());
	return `127.0.0.1:${socket.address().port}`;
}

test('the name servers are asked for both families', async t => {
	const server = await nameServer(t, type => {
		if (type === ipv4Record) {
			return Buffer.from([192, 0, 2, 7]);
		}

		return type === ipv6Record ? Buffer.from('20010db8000000000000000000000001', 'hex') : 0;
	});
	t.deepEqual(await lookUpHost('tracker.example', {servers: [server]}), [
		{address: '192.0.2.7', family: 4},
		{address: '2001:db8::1', family: 6},
	]);
});

test('one family is enough', async t => {
	const server = await nameServer(t, type =>
		type === ipv4Record ? Buffer.from([192, 0, 2, 7]) : noSuchName,
	);
	t.deepEqual(await lookUpHost('tracker.example', {servers: [server]}), [
		{address: '192.0.2.7', family: 4},
	]);
});

test('a name that does not exist is not found', async t => {
	const server = await nameServer(t, () => noSuchName);
	await t.throwsAsync(lookUpHost('tracker.example', {servers: [server]}), {code: 'ENOTFOUND'});
});

test('a name server that fails or says nothing cannot tell', async t => {
	const failing = await nameServer(t, () => serverFailure);
	await t.throwsAsync(lookUpHost('a.example', {servers: [failing]}), {code: 'EAI_AGAIN'});
	const silent = await nameServer(t, () => undefined);
	await t.throwsAsync(lookUpHost('a.example', {servers: [silent], firstWaitMs: 50}), {
		code: 'EAI_AGAIN',
	});
});

test('the hosts file comes first, whatever the case and the comments', t => {
	const text = [
		'127.0.0.1 localhost # loopback',
		'# 10.0.0.9 seedbox.example',
		'10.0.0.1\tSeedbox.example seedbox',
		'fd00::1 seedbox.example',
		'rubbish seedbox.example',
	].join('\r\n');
	t.deepEqual(addressesInHosts(text, 'seedbox.EXAMPLE'), [
		{address: '10.0.0.1', family: 4},
		{address: 'fd00::1', family: 6},
	]);
	t.deepEqual(addressesInHosts(text, 'other.example'), []);
});

test('localhost needs no name server', async t => {
	const found = await lookUpHost('localhost', {servers: ['127.0.0.1:9']});
	t.true(found.some(({address}) => address === '127.0.0.1'));
});
