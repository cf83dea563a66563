/** Numbers move all the time; they are read out again after this long. */
const repeatMs = 15_000;

/**
 * Prints lines for a screen reader: one under the other, never over each other, and only those that are new. After a key
 * everything new is printed at once; by itself it speaks only now and then, or nobody could listen.
 */
export class LinearPrinter {
	readonly #write: (text: string) => void;
	#printed: readonly string[] = [];
	#printedAt = Number.NEGATIVE_INFINITY;

	/** `write` puts text on the terminal. */
	constructor(write: (text: string) => void) {
		this.#write = write;
	}

	/** Takes the lines as they are now. `isAsked` after a key. */
	show(lines: readonly string[], now: number, isAsked: boolean): void {
		const isNews = shape(lines) !== shape(this.#printed);
		if (!isAsked && !isNews && now - this.#printedAt < repeatMs) {
			return;
		}
		const before = new Set(this.#printed);
		const fresh = lines.filter(line => !before.has(line));
		this.#printed = lines;
		this.#printedAt = now;
		if (fresh.length > 0) {
			this.#write(`${fresh.join('\r\n')}\r\n`);
		}
	}
}

/** What stays the same while only numbers move: how many lines there are, and what the first two say. */
function shape(lines: readonly string[]): string {
	const words = lines
		.slice(0, 2)
		.join('\n')
		.replace(/[\d.]+ ?(?:[kMGT]?B(?:\/s)?|%|[smhd])?/g, '#');
	return `${lines.length} ${words}`;
}
