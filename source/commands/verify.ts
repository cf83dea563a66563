import {statSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {payloadPlaces} from '../engine/disk/file-place.js';
import type {HashProgress} from '../engine/disk/hash-pieces.js';
import {recheck} from '../engine/disk/recheck.js';
import {countBits} from '../protocol/bitfield.js';
import type {Metainfo} from '../protocol/metainfo-types.js';
import {bytesText} from './amounts.js';
import type {CommandInput} from './command-table.js';
import {type Outcome, UsageError} from './exit.js';
import {runHashing} from './hash-run.js';
import {JsonLines} from './json-lines.js';
import {isAsciiOnly} from './progress-bar.js';
import {openProgressLine} from './progress-line.js';
import {savedPath} from './saved-path.js';
import {printTables, type Table} from './tables.js';
import {infoHashText, torrentLine} from './torrent-line.js';
import {openTorrent} from './torrent-source.js';
import {typedText} from './typed-text.js';
import {type FileWholeness, fileWholeness, missingRanges} from './whole-files.js';

/** A table of more ranges than this helps nobody. */
const mostRanges = 20;

/** `progress` lines come at most so often. */
const jsonIntervalMs = 1000;

async function openMetainfo(word: string): Promise<Metainfo> {
	const source = await openTorrent(word);
	if (source.kind === 'magnet') {
		throw new UsageError(
			`${source.origin} has no hashes of pieces to verify with: give the .torrent`,
		);
	}
	return source.metainfo;
}

function isEmptyFile(path: string): boolean {
	const stat = statSync(path, {throwIfNoEntry: false});
	return stat?.isFile() === true && stat.size === 0;
}

function stateText({isWhole, wholePieces, pieceCount}: FileWholeness): string {
	if (isWhole) {
		return 'whole';
	}
	return wholePieces === 0 ? 'missing or wrong' : `${wholePieces} of ${pieceCount} pieces`;
}

type Ranges = ReturnType<typeof missingRanges>;

/** `0-3, 7`; after some of them how many more there are. */
function rangesText(ranges: Ranges): string {
	const texts = ranges
		.slice(0, mostRanges)
		.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
	const more = ranges.length - texts.length;
	return texts.join(', ') + (more > 0 ? ` and ${more} more ranges` : '');
}

function resultTables(files: readonly FileWholeness[], missing: Ranges): readonly Table[] {
	return [
		{
			columns: [
				{title: '#', isNumber: true},
				{title: 'File'},
				{title: 'Size', isNumber: true},
				{title: 'State'},
			],
			rows: files.map((file, index) => [
				String(index),
				file.path,
				bytesText(file.length),
				stateText(file),
			]),
		},
		{
			columns: [{title: 'Pieces missing or wrong'}],
			rows: missing.length === 0 ? [] : [[rangesText(missing)]],
		},
	];
}

/** Tells `progress` lines of `--json` at most once a second. */
function jsonProgress(lines: JsonLines, infoHash: string | null) {
	let toldAt = Number.NEGATIVE_INFINITY;
	return ({piecesDone, pieceCount, bytesDone, bytes}: HashProgress): void => {
		if (performance.now() - toldAt >= jsonIntervalMs) {
			toldAt = performance.now();
			const done = {checkedPieces: piecesDone, pieceCount, checkedBytes: bytesDone, bytes};
			lines.line('progress', {infoHash, state: 'checking', ...done});
		}
	};
}

/** `unchoke verify`: hashes what is on disk and says which pieces and files are whole; ends with 1 when something is not. */
export async function runVerify({words, flags}: CommandInput): Promise<Outcome> {
	const metainfo = await openMetainfo(words[0]!);
	const dir = resolve(flags.dir ?? '.');
	const lines = new JsonLines(text => process.stdout.write(text));
	const infoHash = infoHashText(metainfo);
	const tellProgress = flags.json ? jsonProgress(lines, infoHash) : undefined;
	if (flags.json) {
		lines.line('torrent', torrentLine(metainfo));
	}
	const line = openProgressLine();
	const bits = await runHashing(line, isAsciiOnly(flags.ascii), options =>
		recheck(metainfo, payloadPlaces(metainfo, dir), {
			signal: options.signal,
			onProgress: progress => {
				options.onProgress(progress);
				tellProgress?.(progress);
			},
		}),
	);
	const files = fileWholeness(metainfo, bits, path => isEmptyFile(join(dir, ...path)));
	const {pieceCount, name} = metainfo;
	const wholePieces = countBits(bits);
	const isWhole = wholePieces === pieceCount && files.every(file => file.isWhole);
	const path = savedPath({metainfo, torrent: {metainfo: metainfo.infoBytes, dir}});
	const missing = missingRanges(bits, pieceCount);
	if (flags.json) {
		const fields = {infoHash, name, path, pieceCount, wholePieces, missingPieces: missing, files};
		lines.line(isWhole ? 'complete' : 'failed', fields);
	} else {
		await printTables(resultTables(files, missing), flags);
	}
	const counts = `${wholePieces} of ${pieceCount} pieces of ${name} are whole`;
	return isWhole
		? {status: 0, sentence: `${counts}, in ${path}`}
		: {status: 1, sentence: `only ${counts}, and ${notWhole(files)}, in ${typedText(path)}`};
}

function notWhole(files: readonly FileWholeness[]): string {
	const count = files.filter(file => !file.isWhole).length;
	return count === 1 ? '1 file is not' : `${count} files are not`;
}
