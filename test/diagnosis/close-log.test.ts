import test from 'ava';
import {type Close, CloseLog} from '../../source/diagnosis/close-log.js';
import {closeReasons} from '../../source/store/close-reason.js';

function close(difference: Partial<Close> = {}): Close {
	return {
		at: 0,
		address: '10.0.0.1:6881',
		reason: 'closed-by-peer',
		lifeMs: 3000,
		isHandshaken: true,
		piecesWanted: 0,
		haveWantedPieces: 0,
		...difference,
	};
}

function logOf(...closes: Close[]): CloseLog {
	const log = new CloseLog();
	for (const each of closes) {
		log.add(each);
	}
	return log;
}

function lives(...lifeMs: number[]): CloseLog {
	return logOf(...lifeMs.map(life => close({lifeMs: life})));
}

test('the median life is the middle one', t => {
	t.is(lives(9000, 1000, 2000).metrics(0, 0).medianLifeMs, 2000);
	t.is(lives().metrics(5, 0).medianLifeMs, Number.NaN);
});

test('settled connections count as lives without an end', t => {
	const log = lives(1000, 2000, 3000, 4000, 5000);
	t.is(log.metrics(0, 0).medianLifeMs, 3000);
	t.is(log.metrics(4, 0).medianLifeMs, 5000);
	t.is(log.metrics(5, 0).medianLifeMs, Number.POSITIVE_INFINITY);
});

test('only ends that nobody here wished for count as drops', t => {
	const drops = closeReasons.filter(reason => logOf(close({reason})).metrics(0, 0).count === 1);
	t.deepEqual(drops, [
		'handshake-timeout',
		'handshake-failed',
		'closed-by-peer',
		'reset-by-peer',
		'network-error',
		'silent-after-handshake',
		'dead-peer',
		'protocol-violation',
		'unrequested-block',
		'request-flood',
	]);
});

test('without a handshake only a peer that never answered counts, as one that has not lived', t => {
	const unanswered = close({reason: 'handshake-timeout', isHandshaken: false, lifeMs: 10_000});
	t.like(logOf(unanswered).metrics(0, 0), {count: 1, medianLifeMs: 0});
	t.is(logOf(close({reason: 'handshake-failed', isHandshaken: false})).metrics(0, 0).count, 0);
	t.is(logOf(close({reason: 'reset-by-peer', isHandshaken: false})).metrics(0, 0).count, 0);
});

test('reasons are counted, the most frequent first, with the newest address', t => {
	const {reasons} = logOf(
		close({reason: 'dead-peer', address: 'a'}),
		close({reason: 'reset-by-peer', address: 'b'}),
		close({reason: 'reset-by-peer', address: 'c'}),
	).metrics(0, 0);
	t.deepEqual(reasons, [
		{reason: 'reset-by-peer', count: 2, address: 'c'},
		{reason: 'dead-peer', count: 1, address: 'a'},
	]);
});

test('every end is told, newest first, also of a connection that never stood', t => {
	const log = logOf(
		close({address: 'a', reason: 'connect-refused', isHandshaken: false}),
		close({address: 'b', reason: 'kicked'}),
	);
	t.deepEqual(
		log
			.metrics(0, 0)
			.ends()
			.map(({address}) => address),
		['b', 'a'],
	);
});

test('silent peers are counted by address', t => {
	const silent = {reason: 'silent-after-handshake'} as const;
	const log = logOf(
		close({...silent, address: 'a'}),
		close({...silent, address: 'a'}),
		close({...silent, address: 'b'}),
	);
	t.is(log.metrics(0, 0).silent, 2);
});

test('a peer that left had wanted pieces as long as we can’t have got them all since', t => {
	const log = logOf(close({piecesWanted: 3, haveWantedPieces: 100}));
	t.is(log.metrics(0, 102).leftWithWanted, 1);
	t.is(log.metrics(0, 103).leftWithWanted, 0);
	t.is(logOf(close({piecesWanted: 0})).metrics(0, 0).leftWithWanted, 0);
});

test('a banned liar is no source of what is missing', t => {
	const log = logOf(close({piecesWanted: 3, reason: 'sent-corrupt-data'}));
	t.is(log.metrics(0, 0).leftWithWanted, 0);
});

test('what ended before the window is forgotten', t => {
	const log = logOf(close({at: 1000}), close({at: 2000}));
	log.prune(2000);
	t.is(log.metrics(0, 0).count, 1);
	log.prune(2001);
	t.is(log.metrics(0, 0).count, 0);
});

test('ten thousand closes in one window are not all kept', t => {
	const log = new CloseLog();
	for (let at = 0; at < 10_000; at++) {
		log.add(close({at}));
	}
	t.is(log.metrics(0, 0).count, 512);
});
