import {createHash} from 'node:crypto';
import type {MetainfoTools} from '../../source/protocol/metainfo.js';

/** What the parser of .torrent files wants from outside, by Node. */
export const metainfoTools: MetainfoTools = {
	sha1: bytes => new Uint8Array(createHash('sha1').update(bytes).digest()),
	sha256: bytes => new Uint8Array(createHash('sha256').update(bytes).digest()),
};
