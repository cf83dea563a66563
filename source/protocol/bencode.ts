import bencode from 'bencode';
import {type BencodeLimits, type Patch, type Span, scanBencode} from './bencode-scan.js';
import {ParseError} from './parse-error.js';

/** A decoded value. Strings are bytes: only their reader knows whether they are text. */
export type BencodeValue = number | Uint8Array | readonly BencodeValue[] | BencodeDictionary;

/**
 * A decoded dictionary. Keys that are not UTF-8 stand in hex. Read it with `bencode-reader.ts`: it is a plain object, and
 * a key that is not there may still be found on its prototype.
 */
export interface BencodeDictionary {
	readonly [key: string]: BencodeValue;
}

/** What can be encoded; `undefined` entries of a dictionary are left out. */
export type BencodeInput =
	| number
	| string
	| Uint8Array
	| readonly BencodeInput[]
	| {readonly [key: string]: BencodeInput | undefined};

/** A value with where it stood. */
export interface DecodedBencode<Value = BencodeValue> {
	readonly value: Value;
	/** Of a dictionary: where the value of each of its keys stands, so that raw bytes can be hashed as they are. */
	readonly spans: ReadonlyMap<string, Span>;
	/** Where the value ends. */
	readonly end: number;
}

const defaultLimits: BencodeLimits = {
	maxDepth: 32,
	maxValues: 100_000,
	allowsTrailing: false,
	undecoded: [],
};

/**
 * Decodes a value from strict bencode (BEP 3); see `scanBencode` for what is refused.
 *
 * The `bencode` package decodes, but only what the scan let pass: on its own it loops on `d-3:e`, takes truncated strings,
 * rounds large integers and sets prototypes. Two things valid in bencode are changed before it sees them: an integer over
 * 2^53 becomes a string of its digits, so that no reader takes a rounded number for it, and an entry with the key
 * `__proto__` is left out.
 */
export function decodeBencode(
	bytes: Uint8Array,
	limits?: Partial<BencodeLimits>,
): DecodedBencode | ParseError {
	const scan = scanBencode(bytes, {...defaultLimits, ...limits});
	if (scan instanceof ParseError) {
		return scan;
	}
	const {end, spans, patches} = scan;
	const value = bencode.decode(patch(bytes.subarray(0, end), patches)) as BencodeValue;
	return {value, spans, end};
}

/** Like {@link decodeBencode}, where only a dictionary will do, as in every packet and file of BitTorrent. */
export function decodeDictionary(
	bytes: Uint8Array,
	limits?: Partial<BencodeLimits>,
): DecodedBencode<BencodeDictionary> | ParseError {
	const decoded = decodeBencode(bytes, limits);
	if (decoded instanceof ParseError) {
		return decoded;
	}
	const {value, spans, end} = decoded;
	return isDictionary(value)
		? {value, spans, end}
		: new ParseError('not valid bencode: a dictionary was expected');
}

/**
 * The dictionaries of a list, decoded one by one, so that a list of a hundred thousand takes the memory of one.
 * @param list the bytes of the list, found good by a scan. Ends with an error at the first element that is no dictionary.
 */
export function* decodeDictionaries(
	list: Uint8Array,
): Generator<BencodeDictionary | ParseError, void, undefined> {
	for (let at = 1; at < list.length - 1; ) {
		const decoded = decodeDictionary(list.subarray(at), {allowsTrailing: true});
		if (decoded instanceof ParseError) {
			yield decoded;
			return;
		}
		yield decoded.value;
		at += decoded.end;
	}
}

/** Encodes in canonical form: keys sorted, integers whole. */
export function encodeBencode(value: BencodeInput): Uint8Array {
	return bencode.encode(value);
}

/** Whether a decoded value is a dictionary. */
export function isDictionary(value: BencodeValue | undefined): value is BencodeDictionary {
	return typeof value === 'object' && !(value instanceof Uint8Array) && !Array.isArray(value);
}

function patch(bytes: Uint8Array, patches: readonly Patch[]): Uint8Array {
	if (patches.length === 0) {
		return bytes;
	}
	const encoder = new TextEncoder();
	const parts: Uint8Array[] = [];
	let at = 0;
	for (const {start, end, replacement} of patches) {
		parts.push(bytes.subarray(at, start), encoder.encode(replacement));
		at = end;
	}
	parts.push(bytes.subarray(at));
	const patched = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let offset = 0;
	for (const part of parts) {
		patched.set(part, offset);
		offset += part.length;
	}
	return patched;
}
