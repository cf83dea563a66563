import test from 'ava';
import fc from 'fast-check';
import {
	decodeResumeRecord,
	encodeResumeRecord,
	type ResumeRecord,
} from '../../../source/engine/disk/resume-record.js';

const sampleRecord: ResumeRecord = {
	infoHash: '0123456789abcdef0123456789abcdef01234567',
	dir: '/data/a user/downloads',
	pieces: new Uint8Array([0b1010_0000, 255, 0]),
	files: [{size: 5_000_000_000, mtimeMs: 1_700_000_000_123.4568}, null],
	priorities: [4, 0],
	addedAt: 1_700_000_000_000,
	savedAt: 1_700_000_001_000,
	completedAt: null,
	downBytes: 123,
	upBytes: 456,
	isPaused: false,
	isSequential: true,
	trackers: ['http://tracker.example/announce'],
	peers: [
		{host: '192.0.2.1', port: 6881},
		{host: '2001:db8::1', port: 65_535},
	],
	bans: ['10.6.6.6', '127.0.0.1:7000', '[::1]:7000', '2001:db8::1'],
};

/** The record's JSON with some fields changed. */
const changed = (fields: Record<string, unknown>) =>
	JSON.stringify({
		...JSON.parse(encodeResumeRecord(sampleRecord, sampleRecord.savedAt!)),
		...fields,
	});

test('a record comes back as it was, times to the last digit', t => {
	t.deepEqual(
		decodeResumeRecord(encodeResumeRecord(sampleRecord, sampleRecord.savedAt!)),
		sampleRecord,
	);
	const complete = {...sampleRecord, completedAt: 5};
	t.deepEqual(decodeResumeRecord(encodeResumeRecord(complete, complete.savedAt!)), complete);
});

test('a record without bans has none, and one with what can be no address is refused', t => {
	t.deepEqual(decodeResumeRecord(changed({bans: undefined}))?.bans, []);
	t.is(decodeResumeRecord(changed({bans: ['no address']})), undefined);
	t.is(decodeResumeRecord(changed({bans: 'all'})), undefined);
});

test('more peers than it may hold are left out, not refused later', t => {
	const peers = Array.from({length: 500}, (_, index) => ({host: '192.0.2.1', port: index + 1}));
	t.is(decodeResumeRecord(encodeResumeRecord({...sampleRecord, peers}, 1))?.peers.length, 200);
});

test('a field of a wrong kind or out of its range makes it no record', t => {
	const wrong: Record<string, unknown> = {
		version: 2,
		infoHash: '../../../etc/passwd',
		dir: 'relative',
		pieces: 'not base64!',
		files: [[-1, 0]],
		priorities: [8],
		addedAt: 1e300,
		savedAt: 'now',
		completedAt: 'yesterday',
		downBytes: -1,
		upBytes: 0.5,
		isPaused: 1,
		isSequential: null,
		trackers: [7],
		peers: [{host: 'a name', port: 1}],
	};
	t.truthy(decodeResumeRecord(changed({})));
	for (const [field, value] of Object.entries(wrong)) {
		t.is(decodeResumeRecord(changed({[field]: value})), undefined, field);
		t.is(decodeResumeRecord(changed({[field]: undefined})), undefined, field);
	}
	t.is(decodeResumeRecord(changed({dir: '/a\0b'})), undefined);
	t.is(decodeResumeRecord(changed({peers: [{host: '192.0.2.1', port: 65_536}]})), undefined);
	t.is(
		decodeResumeRecord(changed({peers: Array(201).fill({host: '192.0.2.1', port: 1})})),
		undefined,
	);
});

test('any text is a record or none, never an exception', t => {
	const texts = fc.oneof(
		fc.string(),
		fc.json(),
		fc.object().map(object => changed(object)),
	);
	fc.assert(
		fc.property(texts, text => {
			const record = decodeResumeRecord(text);
			return record === undefined || record.pieces instanceof Uint8Array;
		}),
	);
	const whole = encodeResumeRecord(sampleRecord, sampleRecord.savedAt!);
	for (let length = 0; length < whole.length; length++) {
		t.is(decodeResumeRecord(whole.slice(0, length)), undefined);
	}
});
