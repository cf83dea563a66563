import type {HashProgress} from '../engine/disk/hash-pieces.js';
import {durationText, rateText} from './amounts.js';
import {InterruptedError} from './exit.js';
import {onInterrupt} from './interrupt.js';
import {percentText, progressBar} from './progress-bar.js';
import type {ProgressLine} from './progress-line.js';

/** How far hashing has come, with its speed and the time left. */
function hashText(progress: HashProgress, elapsedMs: number, isAscii: boolean): string {
	const {bytesDone, bytes, piecesDone, pieceCount} = progress;
	const share = bytes === 0 ? 1 : bytesDone / bytes;
	const perMs = bytesDone / Math.max(1, elapsedMs);
	const left = perMs > 0 ? `ETA ${durationText((bytes - bytesDone) / perMs)}` : 'ETA unknown';
	return [
		`${progressBar(share, 24, isAscii)} ${percentText(share)}`,
		rateText(perMs * 1000),
		left,
		`${piecesDone}/${pieceCount} pieces`,
	].join('  ');
}

/** What hashing on the workers needs to be told, and to be stopped. */
export interface HashRunOptions {
	readonly signal: AbortSignal;
	readonly onProgress: (progress: HashProgress) => void;
}

/**
 * Runs a hashing on the workers with its progress on a line; a signal ends it.
 * @throws InterruptedError when a signal came.
 */
export async function runHashing<Result>(
	line: ProgressLine,
	isAscii: boolean,
	hash: (options: HashRunOptions) => Promise<Result>,
): Promise<Result> {
	const aborter = new AbortController();
	const stopListening = onInterrupt(() => aborter.abort());
	const startedAt = performance.now();
	try {
		return await hash({
			signal: aborter.signal,
			onProgress: progress =>
				line.update(() => hashText(progress, performance.now() - startedAt, isAscii)),
		});
	} catch (error) {
		throw aborter.signal.aborted ? new InterruptedError('interrupted; nothing was changed') : error;
	} finally {
		stopListening();
		line.close();
	}
}
