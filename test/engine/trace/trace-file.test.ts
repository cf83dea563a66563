import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {type TraceEnd, TraceFile} from '../../../source/engine/trace/trace-file.js';
import {temporaryFolder} from '../../commands/cli.js';

function opened(path: string, limit = 1_000_000) {
	const ends: TraceEnd[] = [];
	const header = Uint8Array.of(1);
	return {ends, file: new TraceFile({path, limit, header, handleEnd: end => ends.push(end)})};
}

test('blocks stand in the file in their order, after the header', async t => {
	const path = join(temporaryFolder(t), 'trace');
	const {file, ends} = opened(path);
	for (let at = 2; at < 100; at++) {
		file.add(Uint8Array.of(at));
	}
	await file.close();
	t.deepEqual(
		[...readFileSync(path)],
		Array.from({length: 99}, (_, at) => at + 1),
	);
	t.deepEqual(ends, []);
});

test('what comes while the disk writes goes with the next write', async t => {
	const path = join(temporaryFolder(t), 'trace');
	const {file} = opened(path, 10_000_000);
	for (let at = 0; at < 8; at++) {
		file.add(new Uint8Array(300_000).fill(at));
		await new Promise(resolve => setImmediate(resolve));
	}
	await file.close();
	const bytes = readFileSync(path);
	t.is(bytes.length, 1 + 8 * 300_000);
	t.true(Array.from({length: 8}, (_, at) => bytes[1 + at * 300_000] === at).every(Boolean));
});

test('a full file takes nothing more and says so once', async t => {
	const path = join(temporaryFolder(t), 'trace');
	const {file, ends} = opened(path, 100);
	file.add(new Uint8Array(90));
	file.add(new Uint8Array(20));
	file.add(new Uint8Array(1));
	t.false(file.isOpen);
	await file.close();
	t.is(readFileSync(path).length, 91);
	t.deepEqual(ends, [{kind: 'full'}]);
});

test('a disk that is too slow leaves blocks out and counts them', async t => {
	const path = join(temporaryFolder(t), 'trace');
	const {file} = opened(path, 100_000_000);
	const mebibyte = new Uint8Array(1024 * 1024);
	// Nothing is written before this test gives way.
	for (let at = 0; at < 10; at++) {
		file.add(mebibyte);
	}
	t.is(file.dropped, 3);
	await file.close();
	t.is(readFileSync(path).length, 1 + 7 * 1024 * 1024);
});

test('a path that cannot be written ends it', async t => {
	const {file, ends} = opened(join(temporaryFolder(t), 'nowhere', 'trace'));
	await file.close();
	t.is(ends[0]?.kind, 'failed');
});
