/**
 * Why a peer's connection ended: the closed list of R18. Every close carries exactly one, on screen,
 * in the log and in `--json`. The store keeps the words for each.
 */
const closeReasons = [
	// We never got through.
	'connect-timeout',
	'connect-refused',
	'connect-unreachable',
	'connect-failed',
	'handshake-timeout',
	'handshake-failed',
	// The handshake said no (R18).
	'wrong-infohash',
	'self-connection',
	'duplicate-connection',
	'banned',
	'filtered',
	'unknown-torrent',
	// The peer ended it.
	'closed-by-peer',
	'reset-by-peer',
	'network-error',
	// Our rules ended it.
	'silent-after-handshake',
	'no-mutual-interest',
	'both-upload-only',
	'idle-while-seeding',
	'dead-peer',
	'protocol-violation',
	'unrequested-block',
	'request-flood',
	'sent-corrupt-data',
	'too-many-connections',
	'replaced-by-better',
	// A person ended it.
	'kicked',
	'torrent-paused',
	'torrent-removed',
	'torrent-failed',
	'shutting-down',
] as const;

/** One of {@link closeReasons}. */
export type CloseReason = (typeof closeReasons)[number];
