import test from 'ava';
import {
	Backpressure,
	backpressureBytes as limits,
} from '../../../source/engine/disk/backpressure.js';

test('requests are held above their limit and allowed again only below the lower one', t => {
	const pressure = new Backpressure();
	pressure.add(limits.holdRequestsAbove);
	t.false(pressure.areRequestsHeld);
	pressure.add(1);
	t.true(pressure.areRequestsHeld);
	t.false(pressure.areReadsPaused);
	pressure.remove(limits.holdRequestsAbove - limits.allowRequestsBelow);
	t.true(pressure.areRequestsHeld);
	pressure.remove(1);
	t.false(pressure.areRequestsHeld);
});

test('sockets are paused last and read again first', t => {
	const pressure = new Backpressure();
	let changes = 0;
	pressure.listen(() => changes++);
	pressure.add(limits.pauseReadsAbove + 1);
	t.true(pressure.areReadsPaused);
	pressure.remove(limits.pauseReadsAbove + 1 - limits.resumeReadsBelow);
	t.false(pressure.areReadsPaused);
	t.true(pressure.areRequestsHeld);
	t.is(changes, 2);
});

test('bytes that a write takes care of are unwritten but do not stay', t => {
	const pressure = new Backpressure();
	pressure.add(100);
	pressure.addLeaving(60);
	t.is(pressure.unwrittenBytes, 100);
	t.is(pressure.stayingBytes, 40);
	pressure.removeLeaving(60);
	pressure.remove(60);
	t.is(pressure.unwrittenBytes, 40);
	t.is(pressure.stayingBytes, 40);
});

test('the share tells how much of the last five seconds requests were held', t => {
	let now = 1000;
	const pressure = new Backpressure(() => now);
	const hold = () => pressure.add(limits.holdRequestsAbove + 1);
	const allow = () => pressure.remove(limits.holdRequestsAbove + 1);
	t.is(pressure.share, 0);
	now += 2000;
	hold();
	now += 1000;
	t.is(pressure.share, 0.2);
	allow();
	now += 1000;
	t.is(pressure.share, 0.2);
	// Half of the next window is over: half of what was held in the first still counts.
	now = 1000 + 7500;
	t.is(pressure.share, 0.1);
	now = 1000 + 60_000;
	t.is(pressure.share, 0);
	hold();
	now += 30_000;
	t.is(pressure.share, 1);
});
