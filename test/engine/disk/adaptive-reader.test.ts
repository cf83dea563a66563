import test from 'ava';
import {AdaptiveReader} from '../../../source/engine/disk/adaptive-reader.js';
import {lengthOf} from '../../../source/engine/disk/byte-runs.js';

test('what is cached is read on this thread, and the pool is used after a slow read', async t => {
	let now = 0;
	let readMs = 0.1;
	const used: string[] = [];
	const reader = new AdaptiveReader({
		now: () => now,
		blocking: (_fd, targets) => {
			used.push('blocking');
			now += readMs;
			return lengthOf(targets);
		},
		pooled: (_fd, targets, _position, callback) => {
			used.push('pooled');
			queueMicrotask(() => callback(null, lengthOf(targets)));
		},
	});
	const read = () =>
		new Promise<number>(resolve => {
			let hasReturned = false;
			reader.read(3, [new Uint8Array(1000)], 0, (_error, count) => {
				t.true(hasReturned);
				resolve(count);
			});
			hasReturned = true;
		});
	t.is(await read(), 1000);
	readMs = 60;
	await read();
	t.is(await read(), 1000);
	now += 501;
	readMs = 0.1;
	await read();
	t.deepEqual(used, ['blocking', 'blocking', 'pooled', 'blocking']);
});

test('an error comes by the callback', async t => {
	const failure = Object.assign(new Error('bad'), {code: 'EIO'});
	const reader = new AdaptiveReader({
		now: () => 0,
		blocking: () => {
			throw failure;
		},
		pooled: () => t.fail(),
	});
	const error = await new Promise(resolve => {
		reader.read(3, [new Uint8Array(1)], 0, resolve);
	});
	t.is(error, failure);
});
