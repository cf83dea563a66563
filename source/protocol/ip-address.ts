import {readUint16} from './big-endian.js';

/** An IPv4 address out of 4 bytes at `at`. */
export function formatIpv4(bytes: Uint8Array, at: number): string {
	return `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`;
}

/** An IPv6 address out of 16 bytes at `at`, in the one form of RFC 5952; an IPv4-mapped one as the IPv4 address it is. */
export function formatIpv6(bytes: Uint8Array, at: number): string {
	if (isMapped(bytes, at)) {
		return formatIpv4(bytes, at + 12);
	}
	const groups = Array.from({length: 8}, (_, group) => readUint16(bytes, at + group * 2));
	const {start, length} = longestZeros(groups);
	const text = (part: readonly number[]) => part.map(group => group.toString(16)).join(':');
	return length < 2
		? text(groups)
		: `${text(groups.slice(0, start))}::${text(groups.slice(start + length))}`;
}

/** The 4 or 16 bytes of a literal address, or `undefined` where the text is none. Takes no zone (`%eth0`). */
export function parseIpAddress(text: string): Uint8Array | undefined {
	return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/**
 * Whether a peer can stand at an address of 4 or 16 bytes: not at "this network" (0.x), not where several would answer
 * (multicast, broadcast), not at a link-local IPv6 address, which is nothing without its zone.
 */
export function isPeerIp(bytes: Uint8Array, at: number, length: 4 | 16): boolean {
	if (length === 4 || isMapped(bytes, at)) {
		const first = bytes[at + length - 4]!;
		return first !== 0 && first < 224;
	}
	const isUnspecified = bytes.subarray(at, at + 16).every(byte => byte === 0);
	const isLinkLocal = bytes[at] === 0xfe && (bytes[at + 1]! & 0xc0) === 0x80;
	return !isUnspecified && !isLinkLocal && bytes[at] !== 0xff;
}

/** `::ffff:1.2.3.4`. */
function isMapped(bytes: Uint8Array, at: number): boolean {
	for (let offset = 0; offset < 12; offset++) {
		if (bytes[at + offset] !== (offset < 10 ? 0 : 0xff)) {
			return false;
		}
	}
	return true;
}

/** The first of the longest runs of zeros. */
function longestZeros(groups: readonly number[]): {start: number; length: number} {
	let longest = {start: 0, length: 0};
	let start = 0;
	for (const [at, group] of groups.entries()) {
		if (group !== 0) {
			start = at + 1;
		} else if (at + 1 - start > longest.length) {
			longest = {start, length: at + 1 - start};
		}
	}
	return longest;
}

function parseIpv4(text: string): Uint8Array | undefined {
	const parts = text.split('.');
	const areNumbers = parts.every(part => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
	return parts.length === 4 && areNumbers ? Uint8Array.from(parts, Number) : undefined;
}

function parseIpv6(text: string): Uint8Array | undefined {
	if (!/^[\da-f:.]+$/i.test(text) || !URL.canParse(`http://[${text}]/`)) {
		return undefined;
	}
	// The URL parser knows every form of an IPv6 address and gives back the one without dots.
	const canonical = new URL(`http://[${text}]/`).hostname.slice(1, -1);
	const [head = '', tail] = canonical.split('::');
	const groupsOf = (part: string) =>
		part === '' ? [] : part.split(':').map(group => Number.parseInt(group, 16));
	const first = groupsOf(head);
	const last = tail === undefined ? [] : groupsOf(tail);
	const zeros = new Array<number>(8 - first.length - last.length).fill(0);
	return Uint8Array.from(
		[...first, ...zeros, ...last].flatMap(group => [group >>> 8, group & 0xff]),
	);
}
