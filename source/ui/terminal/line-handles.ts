/** Private use characters that stand for lines: those of plane 15, and of plane 16 for what lies over others. */
const firstUnder = 0xf_0000;
const firstOver = 0x10_0000;

/** Lines remembered: some ten screenfuls, a few megabytes at most. */
const handleCount = 4096;

/**
 * Lends every line of the screen one private character. Ink gets the character instead of the line, lays it out, and the
 * frame writer puts the line back in its place. Ink would otherwise tokenize and measure ten thousand cells a frame: at
 * 200×50 and 4 Hz with 30 changing peers the screen took 13.6 % of a core, and takes 4.2 % so. Equal lines have equal
 * characters, so a frame that looks the same is the same string. A character is lent again only when no row on
 * the screen holds it, and then as late as can be.
 */
export class LineHandles {
	readonly #lines = new Map<number, string>();
	readonly #numbers = new Map<string, number>();
	readonly #holders = new Map<number, number>();
	#next = 0;

	/** The character of a line. `isOver` is for what lies over other lines, a question in the middle of the screen. */
	lend(line: string, isOver: boolean): string {
		const key = (isOver ? '1' : '0') + line;
		let number = this.#numbers.get(key);
		if (number === undefined) {
			number = this.#free() + (isOver ? firstOver : firstUnder);
			this.#forget(number);
			this.#numbers.set(key, number);
			this.#lines.set(number, line);
		}
		return String.fromCodePoint(number);
	}

	/** A row on the screen holds the character from now on. */
	hold(handle: string): void {
		const number = handle.codePointAt(0) ?? 0;
		this.#holders.set(number, (this.#holders.get(number) ?? 0) + 1);
	}

	/** The row holds it no more. */
	release(handle: string): void {
		const number = handle.codePointAt(0) ?? 0;
		const holders = (this.#holders.get(number) ?? 0) - 1;
		if (holders > 0) {
			this.#holders.set(number, holders);
		} else {
			this.#holders.delete(number);
		}
	}

	/** The line a character stands for; undefined for any other character. */
	lineOf(codePoint: number): string | undefined {
		return this.#lines.get(codePoint);
	}

	/** The next number, in a circle, that nobody holds. */
	#free(): number {
		do {
			this.#next = (this.#next + 1) % handleCount;
		} while (
			this.#holders.has(firstUnder + this.#next) ||
			this.#holders.has(firstOver + this.#next)
		);
		return this.#next;
	}

	#forget(number: number): void {
		const before = this.#lines.get(number);
		if (before !== undefined) {
			this.#numbers.delete((isOverLine(number) ? '1' : '0') + before);
		}
	}
}

/** Whether a character lies over others. */
export function isOverLine(codePoint: number): boolean {
	return codePoint >= firstOver;
}
