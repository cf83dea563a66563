import {open} from 'node:fs/promises';
import {ParseError} from '../../protocol/parse-error.js';
import type {StoreState} from '../../store/store-state.js';
import {UsageError} from '../exit.js';
import {readBounded, TooLargeError} from '../read-bounded.js';
import {pathErrorText} from '../system-error.js';
import {typedText} from '../typed-text.js';
import {type BundleHeader, bundleHeaderSchema, firstLine, machineLine} from './bundle-format.js';
import {stateOf} from './make-bundle.js';

/** Longer ones are not ours. */
const maxBundleLength = 64 * 1024 * 1024;

/** No value of ours is nested deeper; one that is takes many times its length in memory. */
const maxDepth = 16;

/** A bundle that was read again. */
export interface Bundle {
	readonly header: BundleHeader;
	readonly state: StoreState;
}

/** Whether a path leads to a help bundle: by its first line. */
export async function isBundle(path: string): Promise<boolean> {
	try {
		const file = await open(path, 'r');
		try {
			const {buffer, bytesRead} = await file.read(Buffer.alloc(firstLine.length));
			return buffer.subarray(0, bytesRead).toString() === firstLine;
		} finally {
			await file.close();
		}
	} catch {
		return false;
	}
}

/**
 * Reads a help bundle, which a stranger may have made.
 * @throws UsageError that says what is wrong with it.
 */
export async function readBundle(path: string): Promise<Bundle> {
	const name = typedText(path);
	const text = await read(path, name);
	const at = text.indexOf(`\n${machineLine}\n`);
	if (at === -1) {
		throw new UsageError(`${name} is cut off: its part for programs is missing`);
	}
	const lines = text
		.slice(at + machineLine.length + 2)
		.split('\n')
		.filter(line => line !== '');
	const [first, ...messages] = lines.map(line => parse(line, name));
	const header = bundleHeaderSchema.safeParse(first);
	if (!header.success) {
		throw new UsageError(`${name} is damaged: it does not say what it is about`);
	}
	try {
		return {header: header.data, state: stateOf(messages)};
	} catch (error) {
		if (error instanceof ParseError) {
			throw new UsageError(`${name} is damaged: ${typedText(error.message)}`);
		}
		throw error;
	}
}

async function read(path: string, name: string): Promise<string> {
	try {
		return new TextDecoder().decode(await readBounded(path, maxBundleLength));
	} catch (error) {
		if (error instanceof TooLargeError) {
			throw new UsageError(`${name} is no help bundle: it is over ${maxBundleLength} bytes`);
		}
		throw new UsageError(`cannot read ${name}: ${pathErrorText(error)}`);
	}
}

function parse(line: string, name: string): unknown {
	if (isDeep(line)) {
		throw new UsageError(`${name} is damaged: a line of its part for programs is nested too deep`);
	}
	try {
		return JSON.parse(line);
	} catch {
		throw new UsageError(`${name} is damaged: a line of its part for programs is no JSON`);
	}
}

/** Whether brackets outside of strings are nested deeper than in any of our lines. */
function isDeep(line: string): boolean {
	let depth = 0;
	let isInString = false;
	for (let at = 0; at < line.length && depth <= maxDepth; at++) {
		switch (line[at]) {
			case '"':
				isInString = !isInString;
				break;
			case '\\':
				at++;
				break;
			case '[':
			case '{':
				depth += isInString ? 0 : 1;
				break;
			case ']':
			case '}':
				depth -= isInString ? 0 : 1;
				break;
			default:
		}
	}
	return depth > maxDepth;
}
