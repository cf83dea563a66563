import test from 'ava';
import {type HostAddress, HostResolver} from '../../../source/engine/tracker/host-resolver.js';

const never = new AbortController().signal;
const found: readonly HostAddress[] = [
	{address: '10.0.0.1', family: 4},
	{address: 'fd00::1', family: 6},
];

test('a literal address is its own, in brackets or not', async t => {
	const resolver = new HostResolver(
		() => 0,
		() => Promise.reject(new Error('looked up')),
	);
	t.deepEqual(await resolver.resolve('127.0.0.1', never), [{address: '127.0.0.1', family: 4}]);
	t.deepEqual(await resolver.resolve('[::1]', never), [{address: '::1', family: 6}]);
});

test('an answer is good for a minute', async t => {
	let now = 0;
	let lookups = 0;
	const resolver = new HostResolver(
		() => now,
		async () => {
			lookups++;
			return found;
		},
	);
	for (const at of [0, 59_999, 60_000, 60_001]) {
		now = at;
		t.deepEqual(await resolver.resolve('t.example', never), found);
	}
	t.is(lookups, 2);
});

test('a failed lookup is told and not remembered', async t => {
	let lookups = 0;
	const resolver = new HostResolver(
		() => 0,
		() => Promise.reject(new Error(`no ${++lookups}`)),
	);
	await t.throwsAsync(resolver.resolve('t.example', never), {message: 'no 1'});
	await t.throwsAsync(resolver.resolve('t.example', never), {message: 'no 2'});
});

test('a hanging lookup is given up by the signal, and no more than two hold a thread', async t => {
	const open: Array<() => void> = [];
	const resolver = new HostResolver(
		() => 0,
		host =>
			host === 'quick.example'
				? Promise.resolve(found)
				: new Promise(resolve => open.push(() => resolve(found))),
	);
	const controller = new AbortController();
	const hanging = [1, 2, 3].map(number =>
		resolver.resolve(`${number}.example`, controller.signal).catch(error => error.message),
	);
	const quick = resolver.resolve('quick.example', never);
	controller.abort(new Error('given up'));
	t.deepEqual(await Promise.all(hanging), ['given up', 'given up', 'given up']);
	t.is(open.length, 2);
	open.shift()!();
	t.deepEqual(await quick, found);
	t.is(open.length, 1);
});

test('the system’s lookup knows this machine', async t => {
	const addresses = await new HostResolver(() => 0).resolve('localhost', never);
	t.true(addresses.some(({address}) => address === '127.0.0.1' || address === '::1'));
});
