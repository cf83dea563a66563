import test from 'ava';
import {writePeerNumbers} from '../../../source/engine/snapshot/peer-numbers.js';
import {writeTorrentNumbers} from '../../../source/engine/snapshot/torrent-numbers.js';
import {peerColumns, torrentColumns} from '../../../source/store/columns.js';
import {Peer} from '../../../source/swarm/peer.js';
import type {Torrent} from '../../../source/swarm/torrent.js';
import {LocalPort, sampleWithMetainfo, TestEngine, temporaryFolder} from '../engine-kit.js';

const untouched = -12_345;

/** Names of columns that nothing was written to. */
const unwritten = (columns: readonly string[], row: Float64Array): string[] =>
	columns.filter((_, place) => row[place] === untouched);

test('every column of a torrent is written, but for what nothing counts yet', async t => {
	const {metainfo} = sampleWithMetainfo();
	const engine = await TestEngine.start(t);
	const id = await engine.add({metainfo, dir: await temporaryFolder(t)});
	const {port} = engine;
	const session = port instanceof LocalPort ? port.engine.torrents.get(id) : undefined;
	const row = new Float64Array(torrentColumns.length).fill(untouched);
	writeTorrentNumbers(row, session!, 1000);
	t.deepEqual(unwritten(torrentColumns, row), [
		'utpDialAttempts',
		'utpDialSuccesses',
		'handshakesCutBothWays',
		'pexPeers',
		'pexUtpPeers',
		'dhtRounds',
		'dhtPeers',
		'metadataPeers',
		'metadataRejects',
		'metadataFailures',
	]);
});

test('every column of a peer is written, but for TCP in plaintext', t => {
	const peer = new Peer(7, {host: '127.0.0.1', port: 1}, 'user', true);
	peer.lastReceivedAt = 5;
	peer.lastPayloadOutAt = 9;
	const torrent = {canDownload: () => true, notReadyReason: () => 3} as unknown as Torrent;
	const row = new Float64Array(peerColumns.length).fill(untouched);
	writePeerNumbers(row, peer, torrent, 10);
	t.deepEqual(unwritten(peerColumns, row), ['transport', 'encryption']);
	t.is(row[peerColumns.indexOf('id')], 7);
	t.is(row[peerColumns.indexOf('notReadyReason')], 3);
	t.is(row[peerColumns.indexOf('lastActivityAt')], 9);
	t.is(row[peerColumns.indexOf('lastSentAt')], Number.NaN);
});
