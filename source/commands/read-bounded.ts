import {type FileHandle, open} from 'node:fs/promises';

/** A file was longer than the bound it was read with. */
export class TooLargeError extends Error {
	override readonly name = 'TooLargeError';
}

/** Collects chunks up to `maxBytes` and not one more. */
export class BoundedBytes {
	readonly #chunks: Uint8Array[] = [];
	readonly #maxBytes: number;
	#length = 0;

	constructor(maxBytes: number) {
		this.#maxBytes = maxBytes;
	}

	/** Bytes so far. */
	get length(): number {
		return this.#length;
	}

	/** Takes a chunk; throws TooLargeError when it is over the bound. */
	push(chunk: Uint8Array): void {
		this.#length += chunk.length;
		if (this.#length > this.#maxBytes) {
			throw new TooLargeError(`longer than ${this.#maxBytes} bytes`);
		}
		this.#chunks.push(chunk);
	}

	/** All of it as one array. */
	join(): Uint8Array {
		return new Uint8Array(Buffer.concat(this.#chunks));
	}
}

/**
 * Reads a whole file that a user named, whatever it is (a pipe and `/dev/zero` have no length): at most `maxBytes`.
 * @throws TooLargeError, or the system's error.
 */
export async function readBounded(path: string, maxBytes: number): Promise<Uint8Array> {
	let file: FileHandle | undefined;
	try {
		file = await open(path, 'r');
		const bytes = new BoundedBytes(maxBytes);
		for await (const chunk of file.createReadStream({autoClose: false, highWaterMark: 262_144})) {
			bytes.push(chunk as Uint8Array);
		}
		return bytes.join();
	} finally {
		await file?.close();
	}
}
