import {type HashJob, hashStateWords as words} from './hash-job.js';
import {PieceHasher} from './piece-hasher.js';

/** Takes pieces of a job until none is left, with blocking reads, and leaves their digests in its memory. */
export function runHashJob({files, pieceLength, pieces, digests, isHashed, state}: HashJob): void {
	const hasher = new PieceHasher({files, pieceLength});
	const isStopped = () => Atomics.load(state, words.isStopped) !== 0;
	while (!isStopped()) {
		const position = Atomics.add(state, words.next, 1);
		const index = pieces[position];
		if (index === undefined) break;
		const digest = hasher.hash(index, isStopped);
		if (digest !== undefined) {
			digests.set(digest, position * 20);
			isHashed[position] = 1;
		}
		Atomics.add(state, words.done, 1);
	}
	hasher.close();
}
