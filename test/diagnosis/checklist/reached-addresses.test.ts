import test from 'ava';
import {peerAppeared, peerClosed} from '../snapshot-fixture.js';
import {check} from './checklist-fixture.js';

const tried = {row: {dialAttempts: 9, dialTimeouts: 8, dialSuccesses: 1}};
const refused = {reason: 'connect-refused', lifeMs: 0, isHandshaken: false} as const;

test('each address is told once by its newest end, the unreachable ones first', t => {
	const events = [
		peerAppeared(1),
		peerClosed(2),
		peerClosed(3, refused),
		peerClosed(3, refused),
		peerClosed(4, refused),
		peerClosed(4, {reason: 'connect-timeout', lifeMs: 0, isHandshaken: false}),
	];
	const peers = [{id: 1, state: 2, connectedAt: 20_000}];
	t.deepEqual(check('reachable', {...tried, peers}, {events}).details, [
		'10.0.0.3:6881: connection refused, 2 tries',
		'10.0.0.4:6881: no answer to our connection (deadline has elapsed), 1 try',
		'10.0.0.2:6881: connected; then: the peer hung up',
		'10.0.0.1:6881: reached, connected for 40s',
	]);
});

test('who came to us is not somebody we reached, and who is connected again did not go', t => {
	const events = [peerAppeared(1), peerAppeared(2), peerClosed(3, {address: '10.0.0.2:6881'})];
	const peers = [
		{id: 1, state: 2, isIncoming: 1, connectedAt: 0},
		{id: 2, state: 2, connectedAt: 0},
	];
	t.deepEqual(check('reachable', {...tried, peers}, {events}).details, [
		'10.0.0.2:6881: reached, connected for 1m',
	]);
});

test('we are not among those that we reached', t => {
	const events = [peerClosed(1, {reason: 'self-connection', isHandshaken: false})];
	t.deepEqual(check('reachable', tried, {events}).details, []);
});

test('of many addresses a handful is told', t => {
	const events = Array.from({length: 12}, (_, at) => peerClosed(at + 1, refused));
	const {details} = check('reachable', tried, {events});
	t.is(details.length, 9);
	t.is(details.at(-1), 'and 4 more');
});
