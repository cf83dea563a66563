import {type BencodeDictionary, decodeDictionary, encodeBencode} from './bencode.js';
import {readBytes, readDictionary, readIntegerWithin} from './bencode-reader.js';
import {foreignText} from './foreign-text.js';
import {maxMetainfoLength} from './metainfo.js';
import {ParseError} from './parse-error.js';

/** The extended id of the extension handshake itself; the others are agreed on by it (BEP 10). */
export const extensionHandshakeId = 0;

/** What an extension handshake said (BEP 10), bounded and sanitised. */
export interface PeerExtensions {
	/** Client and version as the peer calls itself (`v`), escaped. */
	readonly client: string | null;
	/** Requests it lets stand at a time. */
	readonly reqq: number | null;
	/** BEP 21. */
	readonly isUploadOnly: boolean | null;
	/** TCP port it listens on (`p`). */
	readonly listenPort: number | null;
	/** Bytes of the info dictionary (BEP 9). */
	readonly metadataSize: number | null;
	/** Extension name → the id the peer wants it under. */
	readonly messages: ReadonlyMap<string, number>;
	/** Our address as the peer sees it: 4 or 16 bytes. */
	readonly yourIp: Uint8Array | null;
}

/** What we say in ours. */
export interface OurExtensions {
	/** Extension name → the id we want it under, 1 to 255. */
	readonly messages: Readonly<Record<string, number>>;
	/** Client and version. */
	readonly client: string;
	/** Requests we let stand at a time. */
	readonly reqq: number;
	readonly isUploadOnly?: boolean;
	readonly listenPort?: number | undefined;
	readonly metadataSize?: number | undefined;
	/** The peer's address as we see it: 4 or 16 bytes. */
	readonly yourIp?: Uint8Array | undefined;
}

/** More extensions, or one with a longer name, are not kept. */
const maxExtensions = 100;
const maxNameLength = 64;

const silence: PeerExtensions = {
	client: null,
	reqq: null,
	isUploadOnly: null,
	listenPort: null,
	metadataSize: null,
	messages: new Map(),
	yourIp: null,
};

/** The payload of our extension handshake. */
export function encodeExtensionHandshake(ours: OurExtensions): Uint8Array {
	return encodeBencode({
		m: ours.messages,
		metadata_size: ours.metadataSize,
		p: ours.listenPort,
		reqq: ours.reqq,
		upload_only: ours.isUploadOnly === true ? 1 : undefined,
		v: ours.client,
		yourip: ours.yourIp,
	});
}

/**
 * Reads the payload of a peer's extension handshake. A peer may send another at any time, which changes only what it names
 * (BEP 10): give what it said before as `before`.
 */
export function decodeExtensionHandshake(
	payload: Uint8Array,
	before: PeerExtensions = silence,
): PeerExtensions | ParseError {
	const decoded = decodeDictionary(payload, {maxValues: 2000, allowsTrailing: true});
	if (decoded instanceof ParseError) {
		return decoded;
	}
	const dictionary = decoded.value;
	const client = readBytes(dictionary, 'v');
	const uploadOnly = readIntegerWithin(dictionary, 'upload_only', 0, 1);
	const yourIp = readBytes(dictionary, 'yourip');
	return {
		client: client === undefined ? before.client : foreignText(client, 60),
		reqq: readIntegerWithin(dictionary, 'reqq', 1, 2 ** 31) ?? before.reqq,
		isUploadOnly: uploadOnly === undefined ? before.isUploadOnly : uploadOnly === 1,
		listenPort: readIntegerWithin(dictionary, 'p', 1, 65_535) ?? before.listenPort,
		metadataSize:
			readIntegerWithin(dictionary, 'metadata_size', 1, maxMetainfoLength) ?? before.metadataSize,
		messages: mergeMessages(before.messages, readDictionary(dictionary, 'm')),
		yourIp: yourIp?.length === 4 || yourIp?.length === 16 ? yourIp : before.yourIp,
	};
}

/** What an `m` adds to or, with the id 0, takes from the extensions named before. */
function mergeMessages(
	before: ReadonlyMap<string, number>,
	named: BencodeDictionary | undefined,
): ReadonlyMap<string, number> {
	const messages = new Map(before);
	for (const name of Object.keys(named ?? {})) {
		const id = readIntegerWithin(named!, name, 0, 255);
		if (id === 0) {
			messages.delete(name);
		} else if (id !== undefined && name.length <= maxNameLength && messages.size < maxExtensions) {
			messages.set(name, id);
		}
	}
	return messages;
}
