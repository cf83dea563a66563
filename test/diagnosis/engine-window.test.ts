import test from 'ava';
import {EngineWindow} from '../../source/diagnosis/engine-window.js';
import {type EngineColumn, engineColumns} from '../../source/store/columns.js';

const sums = {running: 2, tcpSuccesses: 3, incomingConnections: 1};

function row(numbers: Partial<Record<EngineColumn, number>>): Float64Array {
	return Float64Array.from(engineColumns, name => numbers[name] ?? 0);
}

/** One sample every five seconds. */
function windowOf(...samples: ReadonlyArray<Partial<Record<EngineColumn, number>>>): EngineWindow {
	const window = new EngineWindow();
	for (const [place, numbers] of samples.entries()) {
		window.handleSample(row(numbers), place * 5000, 5000);
	}
	return window;
}

test('counters are told as their growth, figures as they stand', t => {
	const {udp, descriptors, tcpSuccesses, queue} = windowOf(
		{udpPacketsOut: 100, descriptorFailures: 4, openFiles: 10, descriptorLimit: 99},
		{
			udpPacketsOut: 130,
			udpPacketsIn: 7,
			descriptorFailures: 4,
			openFiles: 20,
			descriptorLimit: 99,
		},
	).metrics(sums);
	t.deepEqual(udp, {packetsOut: 30, packetsIn: 7});
	t.deepEqual(descriptors, {open: 20, limit: 99, failures: 0});
	t.is(tcpSuccesses, 3);
	t.is(queue.running, 2);
});

test('the network event is remembered', t => {
	const window = windowOf({});
	t.is(window.metrics(sums).listenPort, null);
	const listenFailure = {code: 'EADDRINUSE', port: 6881};
	window.handleEvent({type: 'network', listenPort: null, listenFailure, isBindGone: true});
	t.like(window.metrics(sums), {listenPort: null, listenFailure, isBindGone: true});
	window.handleEvent({type: 'network', listenPort: 6882, listenFailure: null, isBindGone: false});
	t.like(window.metrics(sums), {listenPort: 6882, listenFailure: null, isBindGone: false});
});

test('the hash queue grows when it is long and was shorter twice', t => {
	const growing = (...queue: number[]) =>
		windowOf(...queue.map(hashQueuePieces => ({hashQueuePieces}))).metrics(sums).processor
			.isHashQueueGrowing;
	t.true(growing(2, 5, 8));
	t.false(growing(2, 5, 7));
	t.false(growing(5, 5, 8));
	t.false(growing(5, 8, 8));
	t.false(growing(9, 12, 11));
	t.false(growing(9));
});

test('the peak of the upload says nothing before a minute of watching', t => {
	const samples = Array.from({length: 12}, (_, place) => ({upBytesPerSecond: place * 100}));
	t.is(windowOf(...samples.slice(0, 11)).metrics(sums).line.peakUpBytesPerSecond, Number.NaN);
	t.is(windowOf(...samples).metrics(sums).line.peakUpBytesPerSecond, 1100);
});

test('recent is half a minute, the lowest round trip is that of the window', t => {
	const samples = [20, 20, 100, 100, 100, 100, 100, 100].map(rttMs => ({
		rttMs,
		downBytesPerSecond: rttMs * 10,
	}));
	const {line} = windowOf(...samples).metrics(sums);
	t.is(line.recentRttMs, 100);
	t.is(line.lowestRttMs, 20);
	t.is(line.recentDownBytesPerSecond, 1000);
	t.is(line.peakDownBytesPerSecond, 1000);
});

test('a round trip that was not measured for a while does not hide those that were', t => {
	const samples = [1, 50, Number.NaN, 70, 50, 50, 80].map(rttMs => ({rttMs}));
	t.is(windowOf(...samples).metrics(sums).line.recentRttMs, 60);
	t.is(windowOf({rttMs: Number.NaN}).metrics(sums).line.recentRttMs, Number.NaN);
});
