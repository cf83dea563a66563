/**
 * A process for the resume test to kill: downloads the sample torrent from itself, saves as the engine does, and prints the
 * index of every verified piece. `node resume-child.js FOLDER`.
 */
import {writeSync} from 'node:fs';
import {DiskShared} from '../../../source/engine/disk/disk-shared.js';
import {restorePieces} from '../../../source/engine/disk/resume.js';
import {ResumeSaver} from '../../../source/engine/disk/resume-saver.js';
import {ResumeStore} from '../../../source/engine/disk/resume-store.js';
import {TorrentDisk} from '../../../source/engine/disk/torrent-disk.js';
import {hasBit, setBit} from '../../../source/protocol/bitfield.js';
import {blockLength} from '../../../source/protocol/messages.js';
import {resumeSample as sample} from './resume-sample.js';

const folder = process.argv[2]!;
const dir = `${folder}/payload`;
const {metainfo} = sample;
const store = new ResumeStore(`${folder}/state`);
const shared = new DiskShared({stateDir: `${folder}/state`, maxOpenFiles: 8});
const disk = new TorrentDisk(metainfo, dir, shared, {
	handleVerified(index) {
		setBit(pieces, index);
		writeSync(1, `${index}\n`);
		saver.handleChange();
	},
	handleHashFailed: () => process.abort(),
	handleWriteFailed: () => process.abort(),
	handleRequestsAllowed: () => {},
	handleReadsPaused: () => {},
});
const saver = new ResumeSaver({
	async collect() {
		const files = await disk.stamps();
		return {
			infoHash: sample.infoHashHex,
			dir,
			pieces: pieces.slice(),
			files,
			priorities: metainfo.files.map(() => 4),
			addedAt: 1,
			completedAt: null,
			downBytes: 0,
			upBytes: 0,
			isPaused: false,
			isSequential: false,
			trackers: [],
			peers: [],
			bans: [],
		};
	},
	save: record => store.save(record),
	handleError: () => process.abort(),
});
const error = await disk.open();
if (error) throw error;
const record = await store.load(sample.infoHashHex);
if (typeof record === 'string') throw new Error(record);
const pieces = await restorePieces(metainfo, disk.places, record);
disk.handleHavePieces(pieces);
for (let index = 0; index < metainfo.pieceCount; index++) {
	if (hasBit(pieces, index)) continue;
	for (let begin = 0; begin < sample.pieceLength(index); begin += blockLength) {
		const length = Math.min(blockLength, sample.pieceLength(index) - begin);
		const target = disk.blockTarget(length)!;
		target.set(sample.bytes(index * metainfo.pieceLength + begin, length));
		disk.handleBlock(index, begin, target);
	}
	disk.completePiece(index);
	// Slow enough that a save or two falls into the download.
	await new Promise(resolve => setTimeout(resolve, 20));
}
await new Promise(() => {});
