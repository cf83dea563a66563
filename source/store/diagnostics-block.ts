import type {PeerView} from './peer-view.js';

/**
 * The PEER CONNECTION DIAGNOSTICS block of seed 1, to the letter, for the log every `diagnosticsInterval`: what people
 * who followed that guide, and the scripts they wrote, look for.
 */
export function diagnosticsBlock(peers: readonly PeerView[]): string {
	return [
		'=== PEER CONNECTION DIAGNOSTICS ===',
		...peers.flatMap(peer => [
			`Peer ${peer.address}:`,
			`  State: ${peer.state.replace(/, has_bitfield=.*$/, '')}`,
			`  Bitfield: ${bitfieldWords(peer)}`,
			`  Pipeline: ${peer.pipeline.outstanding} pending requests`,
			`  Can download: ${peer.canDownload}`,
			`  Last activity: ${activityWords(peer.lastActivityAgeMs)}`,
		]),
		'===========================',
	].join('\n');
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
