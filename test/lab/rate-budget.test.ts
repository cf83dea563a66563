import test from 'ava';
import {RateBudget} from '../../source/lab/rate-budget.js';

test('no more goes than the rate allows, block by block', t => {
	const budget = new RateBudget(100_000);
	let sent = 0;
	for (let step = 0; step < 100; step++) {
		budget.refill(0.1);
		while (budget.take(16_384)) {
			sent += 16_384;
		}
	}

	t.true(sent <= 1_000_000 && sent > 950_000, String(sent));
});

test('a rate far below a block a second still sends one now and then', t => {
	const budget = new RateBudget(4096);
	let blocks = 0;
	for (let step = 0; step < 160; step++) {
		budget.refill(0.1);
		blocks += budget.take(16_384) ? 1 : 0;
	}

	t.is(blocks, 4);
});

test('what is not used is lost, so that no burst follows a pause', t => {
	const budget = new RateBudget(1_000_000);
	budget.refill(60);
	let sent = 0;
	while (budget.take(16_384)) {
		sent += 16_384;
	}

	t.true(sent <= 500_000);
});

test('without a limit everything goes at once', t => {
	t.true(new RateBudget(Number.POSITIVE_INFINITY).take(1e12));
});
