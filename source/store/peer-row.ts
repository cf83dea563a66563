import {
	availabilityCodes,
	encryptions,
	notReadyReasons,
	type PeerColumn,
	peerSources,
	peerStates,
	transports,
} from './columns.js';
import type {Row} from './row-table.js';

/** A peer's numbers by name, as a snapshot has them. */
export type PeerRow = Row<PeerColumn>;

type WordOf<Words extends readonly string[]> = Words[number];

/** The word of a code; an engine newer than us may send one we do not know, which must not end the screen. */
function wordAt<Words extends readonly string[]>(
	words: Words,
	code: number,
	otherwise: WordOf<Words>,
): WordOf<Words> {
	return words[code] ?? otherwise;
}

/** `connecting`, `handshaking` or `connected`. */
export function connectionOf(row: PeerRow): WordOf<typeof peerStates> {
	return wordAt(peerStates, row.state, 'connecting');
}

/** Where the address came from. */
export function sourceOf(row: PeerRow): WordOf<typeof peerSources> {
	return wordAt(peerSources, row.source, 'tracker');
}

/** What carries the bytes. */
export function transportOf(row: PeerRow): WordOf<typeof transports> {
	return wordAt(transports, row.transport, 'tcp');
}

/** How the connection is encrypted. */
export function encryptionOf(row: PeerRow): WordOf<typeof encryptions> {
	return wordAt(encryptions, row.encryption, 'none');
}

/** What the peer told about its pieces (R1). */
export function availabilityOf(row: PeerRow): WordOf<typeof availabilityCodes> {
	return wordAt(availabilityCodes, row.availability, 'unknown');
}

/** Why nothing can be asked of it now (R9); `ready` when something can. */
export function notReadyReasonOf(row: PeerRow): WordOf<typeof notReadyReasons> {
	return wordAt(notReadyReasons, row.notReadyReason, 'handshaking');
}

/**
 * The seeds' flags in the seeds' words and order:
 * `choking_us=true, we_interested=true, we_choking=false, they_interested=false`.
 */
export function flagSentence(row: PeerRow): string {
	return [
		`choking_us=${row.peerChoking === 1}`,
		`we_interested=${row.amInterested === 1}`,
		`we_choking=${row.amChoking === 1}`,
		`they_interested=${row.peerInterested === 1}`,
	].join(', ');
}
