/** Buffers that stand for one run of bytes, back to back: what `readv` and `writev` take. */
export type ByteRun = readonly Uint8Array[];

/** Bytes of all of them. */
export function lengthOf(run: ByteRun): number {
	return run.reduce((sum, {length}) => sum + length, 0);
}

/** The rest of a run after its first `count` bytes. */
export function skipBytes(run: ByteRun, count: number): Uint8Array[] {
	const rest: Uint8Array[] = [];
	let skip = count;
	for (const buffer of run) {
		if (skip >= buffer.length) {
			skip -= buffer.length;
			continue;
		}
		rest.push(skip === 0 ? buffer : buffer.subarray(skip));
		skip = 0;
	}
	return rest;
}

/** The first `count` bytes of a run. */
export function takeBytes(run: ByteRun, count: number): Uint8Array[] {
	const taken: Uint8Array[] = [];
	let left = count;
	for (const buffer of run) {
		if (left === 0) break;
		taken.push(left < buffer.length ? buffer.subarray(0, left) : buffer);
		left -= taken.at(-1)!.length;
	}
	return taken;
}
