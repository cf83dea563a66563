import {ParseError} from './parse-error.js';

/** A stretch of bytes, `end` not included. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** What a scan lets pass. */
export interface BencodeLimits {
	/** Lists and dictionaries inside of each other. */
	readonly maxDepth: number;
	/** Values in all: each may cost some ten bytes of memory, though `le` takes only two. */
	readonly maxValues: number;
	/** Whether bytes may follow the value, as they do in a metadata message (BEP 9). */
	readonly allowsTrailing: boolean;
	/** Keys of a dictionary at the root whose entries are hidden from the package; their spans are told all the same. */
	readonly undecoded: readonly string[];
}

/** Bytes that the package must not see, and what it sees instead. */
export interface Patch extends Span {
	readonly replacement: string;
}

/** What a scan found: the bytes are bencode that the package decodes to what they say, once patched. */
export interface BencodeScan {
	/** Where the value ends. */
	readonly end: number;
	/** Of a dictionary at the root: where the value of each key stands. */
	readonly spans: ReadonlyMap<string, Span>;
	/** In order, none overlapping. */
	readonly patches: readonly Patch[];
}

const byteI = 0x69;
const byteL = 0x6c;
const byteD = 0x64;
const byteE = 0x65;
const byteColon = 0x3a;
const byteMinus = 0x2d;
const byteZero = 0x30;
const byteNine = 0x39;

/**
 * Walks bencode strictly (BEP 3) and once, without building anything: integers and lengths in their one canonical form,
 * strings that end inside, no key twice, nothing behind. Keys out of order are let by: torrents in the wild have them,
 * and their hash is of the bytes as they stand.
 */
export function scanBencode(bytes: Uint8Array, limits: BencodeLimits): BencodeScan | ParseError {
	const scanner = new Scanner(bytes, limits);
	scanner.scanRoot();
	return scanner.error ?? scanner;
}

class Scanner implements BencodeScan {
	readonly spans = new Map<string, Span>();
	patches: Patch[] = [];
	error: ParseError | undefined;
	readonly #bytes: Uint8Array;
	readonly #limits: BencodeLimits;
	#at = 0;
	#values = 0;
	/** Where the content of the string scanned last begins. */
	#stringStart = 0;
	/** Starts and ends of the keys of every open dictionary, innermost last. */
	readonly #keys: number[] = [];

	constructor(bytes: Uint8Array, limits: BencodeLimits) {
		this.#bytes = bytes;
		this.#limits = limits;
	}

	get end(): number {
		return this.#at;
	}

	scanRoot(): void {
		if (this.#scanValue(0) && !this.#limits.allowsTrailing && this.#at < this.#bytes.length) {
			this.#fail('something follows the value');
		}
	}

	#fail(what: string): false {
		this.error ??= new ParseError(`not valid bencode: ${what} (at byte ${this.#at})`);
		return false;
	}

	#scanValue(depth: number): boolean {
		if (++this.#values > this.#limits.maxValues) {
			return this.#fail('too many values');
		}
		if (depth > this.#limits.maxDepth) {
			return this.#fail('lists or dictionaries are nested too deep');
		}
		switch (this.#bytes[this.#at]) {
			case byteI:
				return this.#scanInteger();
			case byteL:
				return this.#scanList(depth);
			case byteD:
				return this.#scanDictionary(depth);
			case undefined:
				return this.#fail('it ends early');
			default:
				return this.#scanString();
		}
	}

	/**
	 * Over digits without a leading zero, up to `terminator`.
	 * @returns their number, which is too large to be exact over 2^53; NaN for anything else.
	 */
	#scanDigits(terminator: number): number {
		const start = this.#at;
		let number = 0;
		for (;;) {
			const byte = this.#bytes[this.#at];
			if (byte === terminator && this.#at > start) {
				const hasLeadingZero = this.#bytes[start] === byteZero && this.#at - start > 1;
				return hasLeadingZero ? Number.NaN : number;
			}
			if (byte === undefined || byte < byteZero || byte > byteNine) {
				return Number.NaN;
			}
			number = number * 10 + (byte - byteZero);
			this.#at++;
		}
	}

	#scanInteger(): boolean {
		const start = this.#at++;
		const isNegative = this.#bytes[this.#at] === byteMinus;
		if (isNegative) {
			this.#at++;
		}
		const digitsStart = isNegative ? this.#at - 1 : this.#at;
		const number = this.#scanDigits(byteE);
		if (Number.isNaN(number) || (isNegative && number === 0)) {
			return this.#fail('an integer is not in its canonical form');
		}
		const digits = this.#at - digitsStart;
		this.#at++;
		if (number > Number.MAX_SAFE_INTEGER) {
			const text = byteText(this.#bytes, digitsStart, digitsStart + digits);
			this.patches.push({start, end: this.#at, replacement: `${digits}:${text}`});
		}
		return true;
	}

	#scanString(): boolean {
		const length = this.#scanDigits(byteColon);
		if (Number.isNaN(length)) {
			return this.#fail('neither a value nor the length of a string');
		}
		this.#at++;
		if (length > this.#bytes.length - this.#at) {
			return this.#fail('a string is longer than what is there');
		}
		this.#stringStart = this.#at;
		this.#at += length;
		return true;
	}

	#scanList(depth: number): boolean {
		this.#at++;
		while (this.#bytes[this.#at] !== byteE) {
			if (!this.#scanValue(depth + 1)) {
				return false;
			}
		}
		this.#at++;
		return true;
	}

	#scanDictionary(depth: number): boolean {
		this.#at++;
		const firstKey = this.#keys.length;
		let isSorted = true;
		while (this.#bytes[this.#at] !== byteE) {
			const entryStart = this.#at;
			if (!this.#scanString()) {
				return false;
			}
			const keyStart = this.#stringStart;
			const keyEnd = this.#at;
			isSorted &&= this.#keys.length === firstKey || this.#isAfterLastKey(keyStart, keyEnd);
			this.#keys.push(keyStart, keyEnd);
			if (!this.#scanValue(depth + 1)) {
				return false;
			}
			const mayMatter = depth === 0 || keyEnd - keyStart === '__proto__'.length;
			const key = mayMatter ? byteText(this.#bytes, keyStart, keyEnd) : '';
			if (depth === 0) {
				this.spans.set(key, {start: keyEnd, end: this.#at});
			}
			if (key === '__proto__' || (depth === 0 && this.#limits.undecoded.includes(key))) {
				this.#leaveOut(entryStart);
			}
		}
		if (!isSorted && this.#hasDuplicateKey(firstKey)) {
			return this.#fail('a dictionary has a key twice');
		}
		this.#keys.length = firstKey;
		this.#at++;
		return true;
	}

	/** Hides an entry that began at `start` and ends here. */
	#leaveOut(start: number): void {
		while (this.patches.length > 0 && this.patches.at(-1)!.start >= start) {
			this.patches.pop();
		}
		this.patches.push({start, end: this.#at, replacement: ''});
	}

	#isAfterLastKey(start: number, end: number): boolean {
		const lastEnd = this.#keys.at(-1)!;
		let lastAt = this.#keys.at(-2)!;
		for (let at = start; at < end; at++, lastAt++) {
			if (lastAt === lastEnd) {
				return true;
			}
			const difference = this.#bytes[at]! - this.#bytes[lastAt]!;
			if (difference !== 0) {
				return difference > 0;
			}
		}
		return false;
	}

	/** Only asked when the keys are not in order; in order none can come twice. */
	#hasDuplicateKey(firstKey: number): boolean {
		const seen = new Set<string>();
		for (let at = firstKey; at < this.#keys.length; at += 2) {
			seen.add(byteText(this.#bytes, this.#keys[at]!, this.#keys[at + 1]!));
		}
		return seen.size * 2 < this.#keys.length - firstKey;
	}
}

const byteDecoder = new TextDecoder('latin1');

/** The bytes as a string with one character each, so that different bytes stay different and ASCII is itself. */
function byteText(bytes: Uint8Array, start: number, end: number): string {
	return byteDecoder.decode(bytes.subarray(start, end));
}
