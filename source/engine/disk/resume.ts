import type {Metainfo} from '../../protocol/metainfo-types.js';
import type {FilePlace} from './file-place.js';
import type {RecheckOptions} from './recheck.js';
import type {ResumeRecord} from './resume-record.js';

/**
 * The pieces we have at start: those of the record whose files are unchanged since, without reading them; all pieces of
 * files that differ (or of all files, without a record) are hashed.
 * @returns one bit a piece.
 */
export async function restorePieces(
	_metainfo: Metainfo,
	_places: readonly FilePlace[],
	_record: ResumeRecord | undefined,
	_options: Omit<RecheckOptions, 'pieces'> = {},
): Promise<Uint8Array> {
	throw new Error('not landed yet');
}
