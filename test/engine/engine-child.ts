/**
 * A process for the resume test to kill: downloads a torrent from a peer on loopback and sends a message for every verified
 * piece. `node engine-child.js STATE DIR TORRENT PORT`.
 */
import {readFile} from 'node:fs/promises';
import {WorkerPort} from '../../source/engine/worker-port.js';
import {defaultSettings} from '../../source/store/settings.js';

const [stateDir = '', dir = '', torrent = '', port = ''] = process.argv.slice(2);
const settings = {...defaultSettings, port: 0, bind: '127.0.0.1', logLevel: 'debug' as const};
const engine = new WorkerPort({settings, stateDir, version: '0.1.0'});
engine.listen(message => {
	for (const event of message.type === 'events' ? message.events : []) {
		if (event.type === 'log' && event.name === 'piece-verified') {
			process.send?.(event.text);
		}
	}
});
const peers = [{host: '127.0.0.1', port: Number(port)}];
const metainfo = await readFile(torrent);
engine.send({type: 'addTorrent', requestId: 1, torrent: {metainfo, dir, peers}});
