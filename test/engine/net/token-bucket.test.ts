import test from 'ava';
import {TokenBucket} from '../../../source/engine/net/token-bucket.js';

test('without a rate everything may be spent and nothing is counted', t => {
	const bucket = new TokenBucket(0);
	bucket.spend(1e9);
	t.is(bucket.available, Number.POSITIVE_INFINITY);
	t.false(bucket.isLimited);
});

test('the budget grows with time and is capped at a tenth of a second', t => {
	const bucket = new TokenBucket(0);
	bucket.setRate(10_000, 0);
	t.is(bucket.available, 0);
	bucket.fill(50);
	t.is(bucket.available, 500);
	bucket.fill(60_000);
	t.is(bucket.available, 1000);
});

test('a debt is paid before anything else may be spent', t => {
	const bucket = new TokenBucket(0);
	bucket.setRate(1000, 0);
	bucket.spend(500);
	bucket.fill(400);
	t.is(bucket.available, -100);
	bucket.fill(600);
	t.is(bucket.available, 100);
});

test('a lower rate takes what was saved at the higher one', t => {
	const bucket = new TokenBucket(0);
	bucket.setRate(1_000_000, 0);
	bucket.fill(1000);
	bucket.setRate(1000, 1000);
	t.is(bucket.available, 100);
});
