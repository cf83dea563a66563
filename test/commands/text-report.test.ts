import {setImmediate} from 'node:timers/promises';
import test from 'ava';
import {openProgressLine} from '../../source/commands/progress-line.js';
import {liveText, plainText} from '../../source/commands/progress-text.js';
import {sessionOutcome} from '../../source/commands/session-sentence.js';
import {TextReport} from '../../source/commands/text-report.js';
import type {EngineEvent} from '../../source/store/engine-port.js';
import {added, sampleSession, stateCode} from './session.js';

const downloading = stateCode('downloading');
const row = {
	id: 1,
	state: downloading,
	pieceCount: 2,
	blockCount: 2,
	havePieces: 1,
	haveBlocks: 1,
	wantedBytes: 20_001,
	haveWantedBytes: 16_384,
	downBytesPerSecond: 11_200_000,
	etaMs: 192_000,
	connected: 12,
	unchokedUs: 4,
	requesting: 3,
	outstanding: 9,
	requestsSent: 7,
	blocksReceived: 5,
	greatestDepth: 4,
};

test('the live line has bar, share, rates, time left, peers and name', t => {
	const {port, session} = sampleSession();
	t.is(liveText(session.torrents, true), 'starting');
	port.tellEvents(added(0, 1));
	port.tellSnapshot(0, [row]);
	t.is(
		liveText(session.torrents, false),
		'▕█████████████   ▏ 81.9 %  ↓ 11.2 MB/s  ↑ 0 B/s  ETA 3m 12s  12 peers, 4 unchoked us  sample',
	);
	port.tellSnapshot(0, [{...row, connected: 1, unchokedUs: 0}]);
	t.regex(liveText(session.torrents, true), / {2}1 peer, 0 unchoked us {2}/);
	port.tellSnapshot(0, [{...row, state: stateCode('checking'), checkedPieces: 1}]);
	t.regex(liveText(session.torrents, true), /^\[########-{8}\] 50\.0 %.*checking sample$/);
});

test("the plain line has the same facts and the seeds' three lines", t => {
	const {port, session} = sampleSession();
	port.tellEvents(added(0, 1));
	port.tellSnapshot(0, [row]);
	t.is(
		plainText(session.torrents[0]!),
		'sample: 81.9 % | down 11.2 MB/s  up 0 B/s | ETA 3m 12s' +
			' | Progress: 1/2 pieces (50.0%) | 1/2 blocks (50.0%)' +
			' | Pipeline: 7 requests sent, 5 responses, 0 timeouts, max depth: 4' +
			' | Peers: 12 connected, 3 active, 9 total pending requests',
	);
});

/** A stream that keeps what is written to it. */
class TestStream {
	text = '';
	columns = 20;
	isTTY = true;

	write(chunk: string): boolean {
		this.text += chunk;
		return true;
	}
}

test('without a terminal a line is written every 5 s and not more often', async t => {
	const stream = new TestStream();
	let now = 0;
	const line = openProgressLine({stream, now: () => now, isLive: false});
	for (now = 0; now <= 20_000; now += 250) {
		line.update(() => `at ${now}`);
	}
	t.is(stream.text, 'at 5000\nat 10000\nat 15000\nat 20000\n');
});

test('on a terminal one line is drawn over itself, at most four times a second and never wider', async t => {
	const stream = new TestStream();
	let now = 0;
	let texts = 0;
	const line = openProgressLine({stream, now: () => now, isLive: true});
	line.close();
	t.is(stream.text, '', 'what was never drawn is not taken away');
	const draw = (): void =>
		line.update(() => {
			texts++;
			return '二'.repeat(29 + texts);
		});
	draw();
	// What measures the width is loaded by the first draw.
	await import('cli-truncate');
	await setImmediate();
	for (now = 10; now < 1000; now += 10) {
		draw();
	}
	t.is(texts, 4);
	const parts = stream.text.split(/\u001B\[[\d;]*[GK]|\r/);
	t.is(parts.filter(part => part !== '').length, 4);
	for (const part of parts) {
		t.true(part.length * 2 <= 20, part);
	}
	t.false(stream.text.includes('\n'));
	line.note('something');
	t.regex(stream.text, /something\n/);
	stream.text = '';
	line.close();
	t.is(stream.text, '\u001B[1G\u001B[2K');
});

function logged(level: 'debug' | 'info' | 'warn' | 'error', torrentId: number | null): EngineEvent {
	const name = 'x';
	return {
		type: 'log',
		epochMs: 0,
		level,
		name,
		torrentId,
		peerId: null,
		address: '1.2.3.4:5',
		text: `${level} text`,
	};
}

test('stderr tells what concerns the whole program; the rest when a level was asked for', t => {
	for (const [level, expected] of [
		[null, ['1.2.3.4:5 warn text']],
		['info', ['1.2.3.4:5 info text', '1.2.3.4:5 warn text']],
	] as const) {
		const notes: string[] = [];
		const line = {update: () => {}, note: (text: string) => notes.push(text), close: () => {}};
		const report = new TextReport({line, isLive: false, isAscii: true, tellsEnds: false, level});
		report.handleEvents([logged('info', 1), logged('debug', null), logged('warn', null)]);
		t.deepEqual(notes, expected);
	}
});

test('a session that ends while it checks what is there says how far the check came', t => {
	const {port, session} = sampleSession();
	port.tellEvents(added(0, 1));
	port.tellSnapshot(0, [{...row, state: stateCode('checking'), checkedPieces: 1}]);
	t.is(
		sessionOutcome({kind: 'timeout'}, session, 90_000).sentence,
		'gave up after 1m 30s with 50.0 % of sample checked (peers are asked once that is done);' +
			' what is there stays in /data/sample',
	);
	t.regex(
		sessionOutcome({kind: 'interrupted'}, session, null).sentence ?? '',
		/^interrupted with 50\.0 % of sample checked;/,
	);
});

test('the last sentence says how it ended, and where the data is', t => {
	const {port, session, timers} = sampleSession();
	port.tellEvents(added(0, 1));
	port.tellSnapshot(0, [{...row, wantedFromPeers: 9, candidates: 20}]);
	t.deepEqual(sessionOutcome({kind: 'timeout'}, session, 90_000), {
		status: 3,
		sentence:
			'gave up after 1m 30s with 81.9 % of sample (12 connected, 9 with what we want, 4 unchoked us);' +
			' what is there stays in /data/sample',
	});
	t.deepEqual(sessionOutcome({kind: 'interrupted'}, session, null), {
		status: 130,
		sentence:
			'interrupted with 81.9 % of sample; what is there stays in /data/sample,' +
			' and the same command goes on with it',
	});
	timers.advance(2000);
	port.tellEvents({type: 'torrentComplete', torrentId: 1});
	port.tellSnapshot(0, [
		{...row, state: stateCode('seeding'), downBytes: 50_000, blocksReceived: 2, upBytes: 2000},
	]);
	t.deepEqual(sessionOutcome({kind: 'complete'}, session, null), {
		status: 0,
		sentence: 'sample is complete: 32.8 kB in 2s (16.4 kB/s down, 1 kB/s up), in /data/sample',
	});
	const {sentence, status} = sessionOutcome(
		{kind: 'refused', error: 'x is no torrent', isUsage: true},
		session,
		null,
	);
	t.deepEqual({status, sentence}, {status: 2, sentence: 'x is no torrent'});
});
