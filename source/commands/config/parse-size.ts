const powers = ['', 'k', 'm', 'g', 't'];

/**
 * Reads an amount of bytes with an optional unit: `500K`, `1.5M`, `2MB`, `64KiB`. A unit with an `i` counts by 1024; one without
 * counts by `base`.
 * @returns whole bytes; undefined when it isn't an amount.
 */
function parseBytes(text: string, base: 1000 | 1024): number | undefined {
	const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?)(i?)b?$/.exec(text.trim().toLowerCase());
	if (!match) {
		return undefined;
	}
	const [, amount = '', unit = '', binary = ''] = match;
	if (binary && !unit) {
		return undefined;
	}
	return Math.round(Number(amount) * (binary ? 1024 : base) ** powers.indexOf(unit));
}

/** Reads a rate: `500K` is 500 000 bytes a second, `2M` two million, a plain number bytes; `/s` may follow. */
export function parseRate(text: string): number | undefined {
	return parseBytes(text.replace(/\/s$/, ''), 1000);
}

/** Reads the size of a file as a user gives it: `500M` is 500 million bytes. */
export function parseFileSize(text: string): number | undefined {
	return parseBytes(text, 1000);
}

/** Reads the size of a piece: `256K` is 256 KiB, as every torrent tool has it; a plain number is bytes. */
export function parsePieceSize(text: string): number | undefined {
	return parseBytes(text, 1024);
}
