const sgr = /\x1B\[[\d;]*m/g;

/** A painted line without its colours. */
export function plainText(line: string): string {
	return line.replace(sgr, '');
}
