/**
 * A torrent cannot go on: stop it and say why. `message` is one whole sentence for the user; `path` is the file or folder
 * concerned and `code` the system's errno name, where there are such.
 */
export class TorrentError extends Error {
	override readonly name = 'TorrentError';
	readonly path: string | undefined;
	readonly code: string | undefined;

	constructor(message: string, details: {path?: string; code?: string} = {}) {
		super(message);
		this.path = details.path;
		this.code = details.code;
	}
}
