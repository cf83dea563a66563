import {join} from 'node:path';
import type {SessionItem} from './session-torrent.js';
import {typedText} from './typed-text.js';

/** Where a torrent is saved, its file or its folder, as it may be printed. */
export function savedPath({metainfo, torrent}: Pick<SessionItem, 'metainfo' | 'torrent'>): string {
	return typedText(join(torrent.dir, metainfo.files[0]?.path[0] ?? metainfo.name));
}
