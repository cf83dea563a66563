/** The closed list of R18 with its words: why a peer's connection ended, as a user reads it. */
export const closeReasonWords = {
	'connect-timeout': 'no answer to our connection (deadline has elapsed)',
	'connect-refused': 'connection refused',
	'connect-unreachable': 'network or host unreachable',
	'connect-failed': 'could not connect',
	'handshake-timeout': 'connected, but no handshake came (deadline has elapsed)',
	'handshake-failed': 'hung up instead of a handshake (early eof)',
	'wrong-infohash': 'answered with another info hash',
	'self-connection': 'it was ourselves',
	'duplicate-connection': 'already connected to this peer',
	banned: 'the address is banned',
	filtered: 'filtered address',
	'unknown-torrent': 'asked for a torrent we do not have',
	'closed-by-peer': 'the peer hung up',
	'reset-by-peer': 'connection reset by peer',
	'network-error': 'network error',
	'silent-after-handshake': 'said nothing at all after the handshake',
	'no-mutual-interest': 'neither side has what the other wants',
	'both-upload-only': 'both sides only upload',
	'idle-while-seeding': 'unchoked and interested, but asked for nothing',
	'dead-peer': 'no byte for too long (deadline has elapsed)',
	'protocol-violation': 'broke the protocol',
	'unrequested-block': 'sent a block we never asked for',
	'request-flood': 'flooded us with bad requests',
	'sent-corrupt-data': 'sent corrupt data',
	'too-many-connections': 'our connection limit is reached',
	'replaced-by-better': 'gave its place to a better candidate',
	kicked: 'kicked by the user',
	'torrent-paused': 'the torrent was paused',
	'torrent-removed': 'the torrent was removed',
	'torrent-failed': 'the torrent stopped on an error',
	'shutting-down': 'unchoke is quitting',
} as const satisfies Record<string, string>;

/** One of the keys of {@link closeReasonWords}. */
export type CloseReason = keyof typeof closeReasonWords;

/** Every reason, in the order of the list: its index is how a snapshot carries it. */
export const closeReasons = Object.keys(closeReasonWords) as readonly CloseReason[];

/** The words of a close with its detail, where that says something else: some details say the reason again. */
export function closeText(reason: CloseReason, detail: string): string {
	const words = closeReasonWords[reason];
	const [said, more] = [words.toLowerCase(), detail.toLowerCase()];
	return said.includes(more) || more.startsWith(said) ? words : `${words} (${detail})`;
}
