import type {PeerView} from './peer-view.js';

/** The name of the log's events that make up a block. */
export const diagnosticsName = 'diagnostics';

/** The block's first line. */
export const diagnosticsHead = '=== PEER CONNECTION DIAGNOSTICS ===';

/** A part of the block: its head, its foot, or the lines of a peer. */
export interface DiagnosticsPart {
	/** One or more whole lines, without the last line break. */
	readonly text: string;
	readonly peer?: PeerView;
}

/**
 * The PEER CONNECTION DIAGNOSTICS block of seed 1, to the letter, for the log every `diagnosticsInterval`: what people
 * who followed that guide, and the scripts they wrote, look for.
 */
export function diagnosticsBlock(peers: readonly PeerView[]): readonly DiagnosticsPart[] {
	return [
		{text: diagnosticsHead},
		...peers.map(peer => ({peer, text: peerLines(peer).join('\n')})),
		{text: '==========================='},
	];
}

function peerLines(peer: PeerView): readonly string[] {
	return [
		`Peer ${peer.address}:`,
		`  State: ${peer.state.replace(/, has_bitfield=.*$/, '')}`,
		`  Bitfield: ${bitfieldWords(peer)}`,
		`  Pipeline: ${peer.pipeline.outstanding} pending requests`,
		`  Can download: ${peer.canDownload}`,
		`  Last activity: ${activityWords(peer.lastActivityAgeMs)}`,
	];
}

function bitfieldWords(peer: PeerView): string {
	return peer.availability === 'unknown'
		? 'not received'
		: `has ${peer.piecesKnown} pieces available`;
}

/** As seed 1 prints it: `Some(45.2s)`, `None` when nothing ever happened. */
function activityWords(ageMs: number | null): string {
	return ageMs === null ? 'None' : `Some(${(ageMs / 1000).toFixed(1)}s)`;
}
