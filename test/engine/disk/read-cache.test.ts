import test from 'ava';
import {ReadCache, type Strip} from '../../../source/engine/disk/read-cache.js';

/** A cache for three strips of 8 bytes that writes down which it had forgotten. */
function smallCache() {
	const cache = new ReadCache(24);
	const forgotten: string[] = [];
	const take = (name: string, length = 8): Strip | undefined =>
		cache.take(length, () => forgotten.push(name));
	return {cache, forgotten, take};
}

test('memory is bounded: the strip unused for longest makes room', t => {
	const {cache, forgotten, take} = smallCache();
	const [a, b, c] = [take('a')!, take('b')!, take('c')!];
	for (const strip of [a, b, c]) cache.release(strip);
	cache.lease(a);
	cache.release(a);
	const d = take('d')!;
	t.deepEqual(forgotten, ['b']);
	t.is(d.buffer, b.buffer);
	t.is(cache.allocatedBytes, 24);
});

test('a leased strip is never recycled, and without a free one there is no memory', t => {
	const {cache, forgotten, take} = smallCache();
	const strips = [take('a')!, take('b')!, take('c')!];
	t.is(take('d'), undefined);
	t.deepEqual(forgotten, []);
	cache.release(strips[1]!);
	t.is(take('d')?.buffer, strips[1]!.buffer);
});

test('a strip dropped while it is leased is recycled by its last release', t => {
	const {cache, take} = smallCache();
	const [a] = [take('a')!, take('b')!, take('c')!];
	cache.lease(a);
	cache.drop(a);
	cache.release(a);
	t.is(take('d'), undefined);
	t.is(cache.stripOf(a.buffer.subarray(2, 3)), a);
	cache.release(a);
	t.is(cache.stripOf(a.buffer), undefined);
	t.is(take('d')?.buffer, a.buffer);
});

test('strips of other lengths make room for each other', t => {
	const {cache, take} = smallCache();
	const [a, b] = [take('a')!, take('b')!];
	cache.drop(a);
	cache.release(a);
	cache.release(b);
	t.is(take('c', 20)?.buffer.length, 20);
	t.is(cache.allocatedBytes, 20);
});
