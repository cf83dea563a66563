import test from 'ava';
import {hasBit} from '../../../source/protocol/bitfield.js';
import {
	engineColumns,
	type PeerColumn,
	peerColumns,
	type TorrentColumn,
	torrentColumns,
	torrentStates,
} from '../../../source/store/columns.js';
import {sampleWithMetainfo, TestEngine, temporaryFolder} from '../engine-kit.js';

const ofPeer = (rows: Float64Array, column: PeerColumn): number =>
	rows[peerColumns.indexOf(column)]!;
const ofTorrent = (rows: Float64Array, column: TorrentColumn): number =>
	rows[torrentColumns.indexOf(column)]!;

test('a snapshot after a download shows it in every number', async t => {
	const {sample, metainfo} = sampleWithMetainfo();
	const seedDir = await temporaryFolder(t);
	await sample.write(seedDir);
	const seeder = await TestEngine.start(t, {isThreaded: true});
	const seedId = await seeder.add({metainfo, dir: seedDir});
	await seeder.reached(seedId, 'seeding');
	const leecher = await TestEngine.start(t, {isThreaded: true});
	const dir = await temporaryFolder(t);
	const id = await leecher.add({metainfo, dir, peers: [seeder.address]});
	await leecher.heard('torrentComplete');

	const {length, pieceCount, files} = sample.metainfo;
	const {torrents, engine, detail} = await leecher.pull({torrentId: id, withPieces: true});
	t.is(torrents.length, torrentColumns.length);
	t.is(engine.length, engineColumns.length);
	t.is(ofTorrent(torrents, 'id'), id);
	t.is(torrentStates[ofTorrent(torrents, 'state')], 'seeding');
	t.is(ofTorrent(torrents, 'havePieces'), pieceCount);
	t.is(ofTorrent(torrents, 'haveBytes'), length);
	t.is(ofTorrent(torrents, 'wantedBytes'), length);
	t.is(ofTorrent(torrents, 'haveWantedBytes'), length);
	t.is(ofTorrent(torrents, 'haveBlocks'), ofTorrent(torrents, 'blockCount'));
	t.is(ofTorrent(torrents, 'downBytes'), length);
	t.is(ofTorrent(torrents, 'etaMs'), 0);
	t.is(ofTorrent(torrents, 'dialSuccesses'), 1);
	t.true(ofTorrent(torrents, 'completedAt') >= ofTorrent(torrents, 'startedAt') - 1000);
	for (const [column, name] of torrentColumns.entries()) {
		t.is(typeof torrents[column], 'number', name);
	}

	t.deepEqual([...detail!.pieces!], new Array(pieceCount).fill(3));
	const shown = files.flatMap(file => [file.length, 4]);
	t.deepEqual([...detail!.files], shown);
	t.deepEqual(
		detail!.sources.map(({source}) => source),
		['user'],
	);

	const seen = await seeder.pull({torrentId: seedId, withAllPeers: true});
	t.is(ofTorrent(seen.torrents, 'upBytes'), length);
	t.is(seen.allPeers!.length, 1);
});

test('a peer’s row, identity and page agree', async t => {
	const {sample, metainfo} = sampleWithMetainfo();
	const seedDir = await temporaryFolder(t);
	await sample.write(seedDir);
	const seeder = await TestEngine.start(t, {settings: {maxUp: 300_000}});
	await seeder.reached(await seeder.add({metainfo, dir: seedDir}), 'seeding');
	const leecher = await TestEngine.start(t);
	const dir = await temporaryFolder(t);
	const id = await leecher.add({metainfo, dir, peers: [seeder.address]});
	const {peer} = await leecher.heard('peer', event => event.peer.client !== '');
	t.is(peer.client, 'unchoke 0.1.0');
	t.is(peer.address, `127.0.0.1:${seeder.listenPort}`);
	t.is(Buffer.from(peer.remotePeerId, 'hex').toString('latin1').slice(0, 8), '-UC0100-');
	// Messages are kept from the first look at the peer on.
	await leecher.pull({torrentId: id, peerId: peer.peerId});
	const verified = (): number =>
		leecher.events.filter(event => event.type === 'log' && event.name === 'piece-verified').length;
	const before = verified();
	await leecher.until(() => verified() > before, 'another piece');
	const {detail, peer: page, now} = await leecher.pull({torrentId: id, peerId: peer.peerId});
	const rows = detail!.peers;
	t.is(rows.length, peerColumns.length);
	t.is(ofPeer(rows, 'id'), peer.peerId);
	t.is(ofPeer(rows, 'isFast'), 1);
	t.is(ofPeer(rows, 'piecesKnown'), sample.metainfo.pieceCount);
	t.is(ofPeer(rows, 'peerChoking'), 0);
	t.is(ofPeer(rows, 'isSeed'), 1);
	t.true(ofPeer(rows, 'lastPayloadInAt') <= now && ofPeer(rows, 'connectedAt') > 0);
	t.true(ofPeer(rows, 'lastActivityAt') >= ofPeer(rows, 'lastPayloadInAt'));
	t.is(page!.peerId, peer.peerId);
	t.true(hasBit(page!.bitfield, sample.metainfo.pieceCount - 1));
	t.true(page!.messages.some(({text, isOutgoing}) => !isOutgoing && text.startsWith('piece ')));
	t.true(page!.history.length > 0);
	t.is(page!.requests.length / 5, ofPeer(rows, 'outstanding'));
});

test('events come before the snapshot that shows their effect, and in order', async t => {
	const {sample, metainfo} = sampleWithMetainfo();
	const dir = await temporaryFolder(t);
	await sample.write(dir);
	const engine = await TestEngine.start(t);
	const id = await engine.add({metainfo, dir});
	for (;;) {
		const {torrents} = await engine.pull();
		if (torrentStates[ofTorrent(torrents, 'state')] === 'seeding') {
			break;
		}

		await new Promise(resolve => {
			setImmediate(resolve);
		});
	}

	const states = engine.events.filter(
		event => event.type === 'torrentState' && event.torrentId === id,
	);
	t.deepEqual(
		states.map(event => event.type === 'torrentState' && event.state),
		['checking', 'downloading', 'seeding'],
	);
	const added = engine.events.findIndex(({type}) => type === 'torrentAdded');
	const result = engine.events.findIndex(({type}) => type === 'addResult');
	t.true(result < added);
	t.true(added < engine.events.findIndex(({type}) => type === 'torrentState'));
});

test('a stranger’s number asks for nothing', async t => {
	const engine = await TestEngine.start(t);
	const {detail, peer, torrents} = await engine.pull({torrentId: 99, peerId: 5});
	t.is(detail, null);
	t.is(peer, null);
	t.is(torrents.length, 0);
});
