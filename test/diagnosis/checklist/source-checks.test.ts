import test from 'ava';
import {failingTracker, tracker} from '../metrics-fixture.js';
import {torrentAdded} from '../snapshot-fixture.js';
import {check, line} from './checklist-fixture.js';

test('trackers: none, switched off, asked, and what they say of the swarm', t => {
	t.is(line('trackers', {trackers: []}), 'off: the torrent has none');
	t.is(line('trackers', {}, {settings: {trackers: false}}), 'off: switched off');
	const asked = tracker({state: 'announcing', peers: null});
	t.is(line('trackers', {trackers: [asked]}), 'waiting: asking 1 tracker');
	t.is(
		line('trackers', {trackers: [tracker()], row: {swarmSeeds: 12, swarmLeechers: 1}}),
		'good: it works: 12 seeds, 1 leecher in the swarm',
	);
	const row = {swarmSeeds: Number.NaN, swarmLeechers: Number.NaN};
	t.is(
		line('trackers', {trackers: [tracker(), failingTracker({})], row}),
		'good: 1 of 2 works: it gives no counts',
	);
});

test('each tracker has a line with its words and when it is asked again', t => {
	const {details} = check('trackers', {
		trackers: [
			tracker({url: 'http://a/announce', peers: 4, ownAddresses: 1, nextAnnounceAt: 90_000}),
			failingTracker({
				url: 'http://b/announce',
				message: 'unregistered torrent',
				failures: 3,
				nextAnnounceAt: 75_000,
			}),
			tracker({url: 'udp://c:1', state: 'announcing', peers: null}),
		],
	});
	t.deepEqual(details, [
		'http://a/announce: gave 4 addresses, 1 of them our own; again in 30s',
		'http://b/announce: “unregistered torrent”, 3 times in a row; again in 15s',
		'udp://c:1: asked, no answer yet',
	]);
});

test('a tracker that was not asked counts as neither working nor failing, and says why', t => {
	const idle = (tier: number) =>
		tracker({url: `http://idle${tier}/`, tier, state: 'idle', peers: null, nextAnnounceAt: null});
	const works = tracker({tier: 1, seeds: 1});
	const row = {swarmSeeds: 1, swarmLeechers: 0};
	const told = check('trackers', {trackers: [idle(0), works, idle(1), idle(2)], row});
	t.is(told.text, 'it works, 3 not asked: 1 seed, 0 leechers in the swarm');
	t.deepEqual(
		told.details.filter(detail => detail.includes('idle')),
		[
			'http://idle0/: not asked yet: its turn comes when those before it fail',
			'http://idle1/: not asked: another of its tier works, so it is kept in reserve',
			'http://idle2/: not asked: one of an earlier tier works, so it is kept in reserve',
		],
	);
	const asked = tracker({state: 'announcing', peers: null});
	t.is(line('trackers', {trackers: [asked, idle(1)]}), 'waiting: asking 1 tracker, 1 not asked');
});

test('of many trackers some are told one by one', t => {
	const trackers = Array.from({length: 30}, (_, at) => tracker({url: `http://t${at}/`}));
	const {details} = check('trackers', {trackers});
	t.is(details.length, 9);
	t.is(details.at(-1), 'and 22 more');
});

test('the DHT says why it is off', t => {
	t.is(line('dht', {}, {settings: {dht: false}}), 'off: switched off');
	const privately = {events: [torrentAdded({isPrivate: true})]};
	t.is(line('dht', {}, privately), 'off: a private torrent uses none (BEP 27)');
	t.is(line('dht'), 'off: not running: this version has none');
});

test('the DHT tells its nodes and what they gave', t => {
	const row = {dhtRounds: 2, dhtPeers: 14};
	t.is(
		line('dht', {row}, {engine: {dhtAgeMs: 1000, dhtNodes: 23}}),
		'good: 23 nodes; 2 lookups gave 14 addresses',
	);
	t.regex(line('dht', {}, {engine: {dhtAgeMs: 1000}}), /^waiting: 0 nodes/);
});

test('addresses: how many, and what keeps us from trying them', t => {
	t.is(line('addresses'), 'waiting: none known yet');
	t.is(
		line('addresses', {
			row: {candidates: 5, connected: 2, candidatesUntried: 3, candidatesFiltered: 1},
		}),
		'good: 7 addresses; 3 not tried yet, 1 banned or filtered',
	);
});
