/** A row of the file tree: a file, or a folder with everything in it. */
export interface FileRow {
	/** A file's index; for a folder its path with a `/` at the end. */
	readonly key: number | string;
	readonly name: string;
	readonly depth: number;
	readonly length: number;
	/** Indices of the files it stands for. */
	readonly files: readonly number[];
	/** The folder it is in, by key; undefined at the top. */
	readonly parent: string | undefined;
}

/** The files of a torrent as a tree in one list: a folder, then what is in it, in the torrent's order. */
export function fileTree(
	files: ReadonlyArray<{readonly path: string; readonly length: number}>,
): readonly FileRow[] {
	const rows: FileRow[] = [];
	const folders = new Map<string, {length: number; readonly files: number[]}>();
	for (const [index, file] of files.entries()) {
		const parts = file.path.split('/');
		let path = '';
		for (const [depth, name] of parts.slice(0, -1).entries()) {
			const parent = path === '' ? undefined : path;
			path += `${name}/`;
			let folder = folders.get(path);
			if (folder === undefined) {
				folder = {length: 0, files: []};
				folders.set(path, folder);
				rows.push(folderRow({key: path, name: `${name}/`, depth, parent}, folder));
			}
			folder.length += file.length;
			folder.files.push(index);
		}
		rows.push({
			key: index,
			name: parts.at(-1) ?? '',
			depth: parts.length - 1,
			length: file.length,
			files: [index],
			parent: path === '' ? undefined : path,
		});
	}
	return rows;
}

/** A folder's row; its length and files grow while the tree is made. */
function folderRow(
	row: Pick<FileRow, 'key' | 'name' | 'depth' | 'parent'>,
	folder: {readonly length: number; readonly files: readonly number[]},
): FileRow {
	return {
		...row,
		get length() {
			return folder.length;
		},
		files: folder.files,
	};
}
