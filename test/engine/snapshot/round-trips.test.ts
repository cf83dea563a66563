import test from 'ava';
import {medianRttMs} from '../../../source/engine/snapshot/round-trips.js';
import type {TorrentSession} from '../../../source/engine/torrent/torrent-session.js';

/** A torrent of peers that sent so long ago, each with its newest time. */
function session(...peers: ReadonlyArray<readonly [sentAt: number, newestRttMs: number]>) {
	const rows = peers.map(([lastPayloadInAt, newestRttMs]) => ({lastPayloadInAt, newestRttMs}));
	return {swarm: {torrent: {peers: rows}}} as unknown as TorrentSession;
}

test('the median goes over the peers of all torrents that sent lately', t => {
	const sessions = [session([19_000, 300], [19_000, 10]), session([19_999, 50], [20_000, 20])];
	t.is(medianRttMs(sessions, 20_000), 50);
	t.is(medianRttMs([session([19_000, 7])], 20_000), 7);
});

test('who sent nothing for long, or never, does not count', t => {
	const sessions = [session([10_000, 5], [Number.NaN, 6], [19_000, Number.NaN])];
	t.is(medianRttMs(sessions, 20_000), Number.NaN);
});
