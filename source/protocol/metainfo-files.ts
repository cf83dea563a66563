import {type BencodeDictionary, decodeDictionaries} from './bencode.js';
import {readInteger, readList, readText} from './bencode-reader.js';
import {sanitiseName} from './file-name.js';
import {makePathsUnique} from './file-path.js';
import type {MetainfoFile} from './metainfo-types.js';
import {ParseError} from './parse-error.js';

/** More files make no torrent we open. */
const maxFileCount = 500_000;

/** Folders inside of each other, the torrent's own included. */
const maxPathDepth = 100;

/** A file before it has its place. */
interface ListedFile {
	readonly path: string[];
	readonly length: number;
	/** BEP 47: `p` padding, `l` symlink, `x` executable, `h` hidden. */
	readonly attributes: string;
}

/** Where the files of a torrent are found. */
export interface FileSource {
	/** The info dictionary, without `files`. */
	readonly info: BencodeDictionary;
	/** The bytes of `files`, absent in a single-file torrent. */
	readonly list: Uint8Array | undefined;
	/** The torrent's own name, already sanitised: the file of a single-file torrent, the folder of any other. */
	readonly name: string;
	/** Keep to names that Windows takes, too. */
	readonly isForWindows: boolean;
}

/** The files of a torrent (BEP 3, v1), in order, with paths that are safe and different. */
export function parseFiles(source: FileSource): MetainfoFile[] | ParseError {
	const {info, list, name} = source;
	if (list === undefined) {
		const length = readInteger(info, 'length');
		return length === undefined
			? new ParseError('the torrent says neither its length nor its files')
			: placeFiles([{path: [name], length, attributes: ''}]);
	}
	const files: ListedFile[] = [];
	for (const entry of decodeDictionaries(list)) {
		const file = entry instanceof ParseError ? undefined : parseFile(entry, source);
		if (file === undefined) {
			return new ParseError(
				`file ${files.length + 1} of the torrent has no proper length and path`,
			);
		}
		if (files.push(file) > maxFileCount) {
			return new ParseError(`the torrent has over ${maxFileCount} files`);
		}
	}
	return placeFiles(files);
}

function parseFile(
	entry: BencodeDictionary,
	{name, isForWindows}: FileSource,
): ListedFile | undefined {
	const attributes = readText(entry, 'attr') ?? '';
	const isSymlink = attributes.includes('l');
	const length = readInteger(entry, 'length') ?? (isSymlink ? 0 : undefined);
	const names = readList(entry, 'path.utf-8') ?? readList(entry, 'path');
	if (length === undefined || names === undefined || names.length === 0) {
		return undefined;
	}
	if (names.length >= maxPathDepth || !names.every(part => part instanceof Uint8Array)) {
		return undefined;
	}
	const path = [name, ...names.map(part => sanitiseName(part, isForWindows))];
	return {path, length, attributes};
}

/** Gives each file its place in the torrent's bytes and a path of its own. */
function placeFiles(listed: readonly ListedFile[]): MetainfoFile[] | ParseError {
	const files: MetainfoFile[] = [];
	let offset = 0;
	for (const {path, length, attributes} of listed) {
		if (length < 0) {
			return new ParseError('a file of the torrent has a negative length');
		}
		// A symlink is made by nobody who downloads from strangers; without bytes nothing of it is left.
		if (length > 0 || !attributes.includes('l')) {
			files.push({path, length, offset, isPadding: attributes.includes('p')});
		}
		offset += length;
		if (offset > Number.MAX_SAFE_INTEGER) {
			return new ParseError('the torrent is larger than can be counted');
		}
	}
	makePathsUnique(files.filter(file => !file.isPadding).map(file => file.path as string[]));
	return files;
}
