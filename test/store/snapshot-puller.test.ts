import test from 'ava';
import {SnapshotPuller, type Timers} from '../../source/store/snapshot-puller.js';

/** Time that stands until it is told to pass. */
class VirtualTimers implements Timers {
	#now = 0;
	#callback: (() => void) | undefined;
	#dueAt = 0;

	set(callback: () => void, delayMs: number): unknown {
		this.#callback = callback;
		this.#dueAt = this.#now + delayMs;
		return callback;
	}

	clear(handle: unknown): void {
		if (handle === this.#callback) {
			this.#callback = undefined;
		}
	}

	now(): number {
		return this.#now;
	}

	pass(milliseconds: number): void {
		this.#now += milliseconds;
		if (this.#callback !== undefined && this.#dueAt <= this.#now) {
			const callback = this.#callback;
			this.#callback = undefined;
			callback();
		}
	}
}

function started(hertz = 4) {
	const timers = new VirtualTimers();
	const pulls: number[] = [];
	const puller = new SnapshotPuller(() => pulls.push(timers.now()), hertz, timers);
	puller.pullNow();
	return {timers, pulls, puller};
}

test('pulls at its frequency, counted from pull to pull', t => {
	const {timers, pulls, puller} = started();
	timers.pass(100);
	puller.handleApplied();
	timers.pass(149);
	t.deepEqual(pulls, [0]);
	timers.pass(1);
	t.deepEqual(pulls, [0, 250]);
});

test('never pulls while an answer is on its way, however late', t => {
	const {timers, pulls, puller} = started();
	timers.pass(60_000);
	puller.pullNow();
	puller.pullNow();
	t.deepEqual(pulls, [0]);
	puller.handleApplied();
	t.deepEqual(pulls, [0, 60_000]);
	puller.handleApplied();
	t.deepEqual(pulls, [0, 60_000]);
});

test('asking now replaces the pull that was due', t => {
	const {timers, pulls, puller} = started();
	puller.handleApplied();
	timers.pass(10);
	puller.pullNow();
	timers.pass(240);
	t.deepEqual(pulls, [0, 10]);
});

test('a new frequency holds from the next snapshot on', t => {
	const {timers, pulls, puller} = started();
	puller.setHertz(1);
	puller.handleApplied();
	timers.pass(999);
	t.deepEqual(pulls, [0]);
	timers.pass(1);
	t.deepEqual(pulls, [0, 1000]);
});

test('closed means never again', t => {
	const {timers, pulls, puller} = started();
	puller.handleApplied();
	puller.close();
	timers.pass(1000);
	puller.pullNow();
	t.deepEqual(pulls, [0]);
});
