import test from 'ava';
import {RateLimiter, type Waiter} from '../../../source/engine/net/rate-limiter.js';
import {VirtualTimers} from '../virtual-timers.js';

const range = {min: 1024, max: 128 * 1024};

/** Somebody who moves a quantum whenever it may, forever. */
class GreedyReader implements Waiter {
	bytes = 0;
	readonly #limiter: RateLimiter;
	readonly #timers: VirtualTimers;

	constructor(limiter: RateLimiter, timers: VirtualTimers) {
		this.#limiter = limiter;
		this.#timers = timers;
	}

	proceed(): void {
		do {
			this.bytes += this.#limiter.quantum;
			this.#limiter.spend(this.#limiter.quantum);
		} while (this.#limiter.mayProceed(this.#timers.now()));
		this.#limiter.wait(this);
	}
}

for (const rate of [20 * 1024, 1024 * 1024, 100 * 1024 * 1024]) {
	test(`${rate / 1024} KiB/s flow evenly, second by second, shared equally by ten readers`, t => {
		const timers = new VirtualTimers();
		const limiter = new RateLimiter(range, timers);
		limiter.setRate(rate, 0);
		const readers = Array.from({length: 10}, () => new GreedyReader(limiter, timers));
		for (const reader of readers) {
			limiter.wait(reader);
		}

		let before = 0;
		for (let second = 1; second <= 10; second += 1) {
			timers.advance(1000);
			const bytes = readers.reduce((sum, reader) => sum + reader.bytes, 0);
			const inSecond = bytes - before;
			before = bytes;
			t.true(inSecond > rate * 0.9 && inSecond < rate * 1.15, `${inSecond} in second ${second}`);
		}

		for (const {bytes} of readers) {
			t.true(Math.abs(bytes - rate) <= Math.max(0.05 * rate, 2 * limiter.quantum), `${bytes}`);
		}
	});
}

test('whoever leaves the line is not called', t => {
	const timers = new VirtualTimers();
	const limiter = new RateLimiter(range, timers);
	limiter.setRate(1_000_000, 0);
	limiter.wait({proceed: () => t.fail()});
	const gone = {proceed: () => t.fail()};
	limiter.wait(gone);
	limiter.close();
	limiter.forget(gone);
	timers.advance(1000);
	t.is(timers.size, 0);
});

test('lifting the limit lets everybody go on at once', t => {
	const timers = new VirtualTimers();
	const limiter = new RateLimiter(range, timers);
	limiter.setRate(1, 0);
	let calls = 0;
	for (let count = 0; count < 50; count += 1) {
		limiter.wait({
			proceed: () => {
				calls += 1;
			},
		});
	}

	t.true(limiter.isHoldingBack);
	limiter.setRate(0, 0);
	t.is(calls, 50);
	t.false(limiter.isHoldingBack);
	t.true(limiter.mayProceed(0));
});

test('nobody overtakes those who wait', t => {
	const timers = new VirtualTimers();
	const limiter = new RateLimiter(range, timers);
	limiter.setRate(100_000, 0);
	timers.advance(100);
	t.true(limiter.mayProceed(timers.now()));
	limiter.wait({proceed: () => {}});
	t.false(limiter.mayProceed(timers.now()));
});
