import test from 'ava';
import type {ResumeRecord} from '../../../source/engine/disk/resume-record.js';
import {ResumeSaver} from '../../../source/engine/disk/resume-saver.js';

/** A saver whose saves are written down and end when the test says so. */
function saverOf() {
	const saved: number[] = [];
	const errors: unknown[] = [];
	const ends: Array<(error?: Error) => void> = [];
	let state = 0;
	const saver = new ResumeSaver({
		collect: async () => ({downBytes: state}) as ResumeRecord,
		save: record =>
			new Promise<void>((resolve, reject) => {
				saved.push(record.downBytes);
				ends.push(error => (error === undefined ? resolve() : reject(error)));
			}),
		handleError: error => errors.push(error),
	});
	const change = () => {
		state++;
		saver.handleChange();
	};
	const started = async () => {
		while (ends.length === 0) await new Promise(resolve => setImmediate(resolve));
		return ends.shift()!;
	};
	return {saver, saved, errors, change, started};
}

test('nothing changed, nothing saved', async t => {
	const {saver, saved} = saverOf();
	await saver.flush();
	t.deepEqual(saved, []);
});

test('changes together are one save, with the state at its time', async t => {
	const {saver, saved, change, started} = saverOf();
	change();
	change();
	change();
	const flushed = saver.flush();
	(await started())();
	await flushed;
	t.deepEqual(saved, [3]);
	await saver.flush();
	t.deepEqual(saved, [3]);
});

test('a flush during a save waits for it and saves what came meanwhile; saves never overlap', async t => {
	const {saver, saved, change, started} = saverOf();
	change();
	const first = saver.flush();
	const endFirst = await started();
	change();
	const [second, third] = [saver.flush(), saver.flush()];
	let isThirdDone = false;
	void third.then(() => {
		isThirdDone = true;
	});
	t.deepEqual(saved, [1]);
	endFirst();
	const endSecond = await started();
	t.deepEqual(saved, [1, 2]);
	t.false(isThirdDone);
	endSecond();
	await Promise.all([first, second, third]);
	t.deepEqual(saved, [1, 2]);
});

test('a failed save is told, and the next change is saved', async t => {
	const {saver, saved, errors, change, started} = saverOf();
	change();
	const first = saver.flush();
	(await started())(new Error('the disk is full'));
	await first;
	t.is(errors.length, 1);
	change();
	const second = saver.flush();
	(await started())();
	await second;
	t.deepEqual(saved, [1, 2]);
});

test('stopped, it saves nothing any more', async t => {
	const {saver, saved, change} = saverOf();
	change();
	await saver.stop();
	await saver.flush();
	t.deepEqual(saved, []);
});
