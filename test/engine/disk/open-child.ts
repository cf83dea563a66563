/** Opens a small torrent in a folder and prints what prevented it: for a test that starts it as another user. `FOLDER`. */
import {DiskSession} from './disk-session.js';
import {SampleTorrent} from './sample-torrent.js';

const dir = process.argv[2]!;
const sample = new SampleTorrent([{path: ['sample', 'file'], length: 20_000}], 16_384);
const session = new DiskSession({sample, dir, stateDir: dir});
const error = await session.disk.open();
if (error === undefined) {
	session.deliverPiece(0);
	await session.heard('writeFailed', 0);
}
console.log((error ?? session.errors[0])?.message);
await session.close();
