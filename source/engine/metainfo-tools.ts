import {hash} from 'node:crypto';
import type {MetainfoTools} from '../protocol/metainfo.js';

function digest(algorithm: string, bytes: Uint8Array): Uint8Array {
	return new Uint8Array(hash(algorithm, bytes, 'buffer'));
}

/** The hashes and the system that `parseMetainfo` asks for, as this process has them. */
export const metainfoTools: MetainfoTools = {
	sha1: bytes => digest('sha1', bytes),
	sha256: bytes => digest('sha256', bytes),
	isForWindows: process.platform === 'win32',
};
