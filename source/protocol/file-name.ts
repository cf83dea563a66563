import {unsafeCharacters} from './foreign-text.js';

/** The longest name that the common file systems take, in bytes of UTF-8. */
const maxNameLength = 255;

/** A longer extension is cut like the rest of the name. */
const maxExtensionLength = 16;

const strictDecoder = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});
const lenientDecoder = new TextDecoder('utf-8', {ignoreBOM: true});
const encoder = new TextEncoder();

/** Names that are devices on Windows, whatever their extension. */
const windowsDevice = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/**
 * A file or folder name out of a stranger's bytes that is safe to join to a folder: no separators, no controls, not empty,
 * neither `.` nor `..`, at most 255 bytes. Each character that may not stay becomes `_`, so that names stay recognisable.
 */
export function sanitiseName(bytes: Uint8Array, isForWindows = false): string {
	const safe = decodeName(bytes)
		.replace(unsafeCharacters, '_')
		.replace(/[/\\]/g, '_')
		.replace(/^\.{0,2}$/, dots => '_'.repeat(Math.max(1, dots.length)));
	return cutName(isForWindows ? avoidWindowsNames(safe) : safe);
}

/** The name with `suffix` before its extension, and still at most 255 bytes. */
export function addSuffix(name: string, suffix: string): string {
	const {stem, extension} = splitExtension(name);
	return `${cutText(stem, maxNameLength - byteLength(suffix + extension))}${suffix}${extension}`;
}

function decodeName(bytes: Uint8Array): string {
	try {
		return strictDecoder.decode(bytes);
	} catch {
		// Some old encoding, and which one nobody says.
		return lenientDecoder.decode(bytes).replaceAll('\ufffd', '_');
	}
}

function avoidWindowsNames(name: string): string {
	return name
		.replace(/[<>:"|?*]/g, '_')
		.replace(/[. ]$/, '_')
		.replace(windowsDevice, device => `${device}_`);
}

function cutName(name: string): string {
	// No UTF-16 unit takes more than three bytes: most names need not be counted.
	if (name.length * 3 <= maxNameLength || byteLength(name) <= maxNameLength) {
		return name;
	}
	const {stem, extension} = splitExtension(name);
	return cutText(stem, maxNameLength - byteLength(extension)) + extension;
}

function splitExtension(name: string): {stem: string; extension: string} {
	const dot = name.lastIndexOf('.');
	const extension = dot > 0 ? name.slice(dot) : '';
	return byteLength(extension) <= maxExtensionLength
		? {stem: name.slice(0, name.length - extension.length), extension}
		: {stem: name, extension: ''};
}

/** As much of the text as fits into `maxLength` bytes, no character cut. */
function cutText(text: string, maxLength: number): string {
	const {read} = encoder.encodeInto(text, new Uint8Array(maxLength));
	return text.slice(0, read);
}

function byteLength(text: string): number {
	return encoder.encode(text).length;
}
