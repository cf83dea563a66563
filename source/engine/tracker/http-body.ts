import type {IncomingMessage} from 'node:http';
import {promisify} from 'node:util';
import {gunzip, inflate} from 'node:zlib';

/** A tracker's answer is not read further: room for a hundred thousand addresses. */
export const maxBodyLength = 1024 * 1024;

const decompressors: Readonly<Record<string, typeof gunzip>> = {
	gzip: gunzip,
	'x-gzip': gunzip,
	deflate: inflate,
};

/** The body of an answer, unpacked; `undefined` when it is longer than {@link maxBodyLength}, packed or not. */
export async function readBody(response: IncomingMessage): Promise<Uint8Array | undefined> {
	if (Number(response.headers['content-length'] ?? 0) > maxBodyLength) {
		response.destroy();
		return undefined;
	}
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of response) {
		length += chunk.length;
		if (length > maxBodyLength) {
			// Leaving the loop destroys the response.
			return undefined;
		}
		chunks.push(chunk);
	}
	const decompress = decompressors[response.headers['content-encoding']?.toLowerCase() ?? ''];
	const body = Buffer.concat(chunks, length);
	return decompress === undefined || length === 0 ? body : unpack(body, decompress);
}

async function unpack(
	body: Uint8Array,
	decompress: typeof gunzip,
): Promise<Uint8Array | undefined> {
	try {
		return await promisify<Uint8Array, object, Uint8Array>(decompress)(body, {
			maxOutputLength: maxBodyLength,
		});
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
			return undefined;
		}
		// Marked as packed and is not: its decoder will say what it is.
		return body;
	}
}
