import {readdir, stat} from 'node:fs/promises';
import {homedir} from 'node:os';
import {join} from 'node:path';

/** More than anybody looks through. */
const mostChoices = 1000;

/**
 * What a path could become: folders, with a slash behind them, and `.torrent` files, in order. `~` is the home folder. None
 * where nothing begins like that or the folder can't be read.
 */
export async function pathChoices(typed: string): Promise<readonly string[]> {
	const path = typed.replace(/^~(?=\/|$)/, homedir());
	const slash = path.lastIndexOf('/');
	const head = path.slice(0, slash + 1);
	const stem = path.slice(slash + 1);
	try {
		const entries = await readdir(head === '' ? '.' : head, {withFileTypes: true});
		const near = entries
			.filter(({name}) => name.startsWith(stem) && (stem !== '' || !name.startsWith('.')))
			.slice(0, mostChoices);
		const choices = await Promise.all(
			near.map(async entry => {
				const isFolder = entry.isSymbolicLink()
					? await isFolderAt(join(head, entry.name))
					: entry.isDirectory();
				const isTorrent = entry.name.toLowerCase().endsWith('.torrent');
				return isFolder ? `${head}${entry.name}/` : isTorrent ? head + entry.name : '';
			}),
		);
		return choices.filter(choice => choice !== '').sort();
	} catch {
		return [];
	}
}

async function isFolderAt(path: string): Promise<boolean> {
	return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
