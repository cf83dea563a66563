/**
 * An engine as the program runs it, with a torrent of which it has nothing: for as long as its parent lives. Tells the parent where
 * it listens and for what, and answers each message with how many peers it has.
 */
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {WorkerPort} from '../../source/engine/worker-port.js';
import {encodeMetainfo} from '../../source/protocol/metainfo-encoder.js';
import {torrentColumns} from '../../source/store/columns.js';
import {RowTable} from '../../source/store/row-table.js';
import {defaultSettings} from '../../source/store/settings.js';

const pieceCount = 10_000;
const pieceLength = 256 * 1024;

const dir = mkdtempSync(path.join(tmpdir(), 'unchoke-idle-'));
const settings = {
	...defaultSettings,
	...{port: 0, bind: '127.0.0.1', dht: false, lsd: false, pex: false, portMapping: false},
	...{maxPeersPerTorrent: 2000, maxPeers: 20_000},
};
const port = new WorkerPort({settings, stateDir: path.join(dir, 'state'), version: '0.0.0'});

const listening = {port: 0, infoHash: ''};
port.listen(message => {
	if (message.type === 'snapshot') {
		const rows = new RowTable(torrentColumns, message.torrents);
		process.send?.({connected: rows.row(0).connected});
		return;
	}
	for (const event of message.events) {
		if (event.type === 'ready') {
			listening.port = event.listenPort ?? 0;
		} else if (event.type === 'torrentAdded') {
			listening.infoHash = event.torrent.infoHash ?? '';
		} else if (event.type === 'torrentState' && event.state === 'downloading') {
			process.send?.(listening);
		}
	}
});
process.on('message', () => {
	port.send({type: 'pull', query: {torrentId: null, peerId: null, withPieces: false}});
});
process.on('disconnect', () => {
	void port.close().then(() => {
		rmSync(dir, {recursive: true, force: true});
		process.exit();
	});
});

port.send({
	type: 'addTorrent',
	requestId: 1,
	torrent: {
		dir,
		metainfo: encodeMetainfo({
			name: 'idle',
			pieceLength,
			pieceHashes: new Uint8Array(pieceCount * 20),
			files: [{path: ['idle'], length: pieceCount * pieceLength}],
			trackers: [],
		}),
	},
});
