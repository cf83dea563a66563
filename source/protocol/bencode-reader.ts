import {type BencodeDictionary, type BencodeValue, isDictionary} from './bencode.js';

/**
 * Typed reading of decoded dictionaries. An entry that is absent and one of another kind are alike `undefined`: a stranger's
 * optional field that is odd counts as not sent, and what is required the caller asks for by name.
 */

function read(dictionary: BencodeDictionary, key: string): BencodeValue | undefined {
	return Object.hasOwn(dictionary, key) ? dictionary[key] : undefined;
}

/** An integer, always exact. */
export function readInteger(dictionary: BencodeDictionary, key: string): number | undefined {
	const value = read(dictionary, key);
	return typeof value === 'number' ? value : undefined;
}

/** An integer from `min` to `max`. */
export function readIntegerWithin(
	dictionary: BencodeDictionary,
	key: string,
	min: number,
	max: number,
): number | undefined {
	const value = readInteger(dictionary, key);
	return value !== undefined && value >= min && value <= max ? value : undefined;
}

/** A string as it is. */
export function readBytes(dictionary: BencodeDictionary, key: string): Uint8Array | undefined {
	const value = read(dictionary, key);
	return value instanceof Uint8Array ? value : undefined;
}

const textDecoder = new TextDecoder('utf-8', {ignoreBOM: true});

/** A string as UTF-8, wrong bytes as U+FFFD. Still foreign: escape it before it is shown. */
export function readText(dictionary: BencodeDictionary, key: string): string | undefined {
	const bytes = readBytes(dictionary, key);
	return bytes && textDecoder.decode(bytes);
}

/** A list. */
export function readList(
	dictionary: BencodeDictionary,
	key: string,
): readonly BencodeValue[] | undefined {
	const value = read(dictionary, key);
	return Array.isArray(value) ? value : undefined;
}

/** A dictionary inside of the dictionary. */
export function readDictionary(
	dictionary: BencodeDictionary,
	key: string,
): BencodeDictionary | undefined {
	const value = read(dictionary, key);
	return isDictionary(value) ? value : undefined;
}
