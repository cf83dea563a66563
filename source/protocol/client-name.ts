import {azureusClients, otherClients, shadowClients} from './client-codes.js';

/**
 * Client and version as a user reads them, empty where nobody can tell.
 * @param peerId the 20 bytes of the handshake (BEP 20).
 * @param said what the client calls itself in the extension handshake (BEP 10), already escaped; it knows best.
 */
export function clientName(peerId: Uint8Array, said: string | null): string {
	const words = said?.trim() ?? '';
	if (words !== '') {
		return words;
	}
	const text = String.fromCharCode(...peerId.subarray(0, 20));
	return azureusStyle(text) ?? mainlineStyle(text) ?? otherStyle(text) ?? shadowStyle(text) ?? '';
}

/** `-qB4520-`: two characters for the client, four for its version. */
function azureusStyle(text: string): string | undefined {
	const match = /^-([A-Za-z0-9~]{2})([A-Za-z0-9]{4})-/.exec(text);
	if (match === null) {
		return undefined;
	}
	const [, code = '', version = ''] = match;
	return `${azureusClients[code] ?? code} ${azureusVersion(code, version)}`;
}

function azureusVersion(code: string, version: string): string {
	const numbers = Array.from(version, character => Number.parseInt(character, 36));
	// Transmission before 4 had two digits after one dot: 2940 is 2.94.
	if (code === 'TR' && numbers[0]! < 4) {
		return `${version[0]}.${version.slice(1, 3)}`;
	}
	return numbers.at(-1) === 0 ? numbers.slice(0, 3).join('.') : numbers.join('.');
}

/** `M7-9-2--` of BitTorrent itself, and `A2-1-36-0-` of aria2. */
function mainlineStyle(text: string): string | undefined {
	const match = /^(M|Q|A2-)(\d{1,3})-(\d{1,3})-(\d{1,3})-/.exec(text);
	if (match === null) {
		return undefined;
	}
	const name = {M: 'BitTorrent', Q: 'Queen Bee', 'A2-': 'aria2'}[match[1]!]!;
	return `${name} ${match.slice(2).join('.')}`;
}

function otherStyle(text: string): string | undefined {
	const opening = Object.keys(otherClients).find(start => text.startsWith(start));
	return opening === undefined ? undefined : otherClients[opening];
}

/** `S58B-----`: one letter for the client, up to five for its version, filled up with dashes. */
function shadowStyle(text: string): string | undefined {
	const match = /^([AOQRSTU])([A-Za-z0-9]{3,5})-{3}/.exec(text);
	const name = match === null ? undefined : shadowClients[match[1]!];
	return (
		name &&
		`${name} ${Array.from(match![2]!, character => Number.parseInt(character, 36)).join('.')}`
	);
}
