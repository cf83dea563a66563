import type {Metrics} from './metrics.js';
import {count, percent, rate, tally} from './phrases.js';
import {isFailing} from './tracker-trouble.js';

/**
 * What a torrent does right now, in plain words: what stands where the headline would, as long as no rule holds. A slow
 * start is normal, and so it is described, never called "stalled".
 */
export function describePhase(metrics: Metrics): string {
	const {torrent, progress, peers, rates} = metrics;
	switch (torrent.state) {
		case 'paused':
			return 'Paused';
		case 'queued':
			return 'Waiting in the queue';
		case 'error':
			return torrent.error ?? 'Stopped on an error';
		case 'checking':
			return 'Checking what is on the disk';
		case 'seeding':
			return rates.upBytesPerSecond > 0
				? `Seeding at ${rate(rates.upBytesPerSecond)} to ${count(peers.handshaken, 'peer')}`
				: `Seeding: ${count(peers.handshaken, 'peer')} connected, nobody asks`;
		case 'metadata':
			return peers.handshaken > 0
				? `Asking ${count(peers.handshaken, 'peer')} for the metadata`
				: describeSearch(metrics);
		case 'downloading':
			return rates.downBytesPerSecond > 0
				? `Downloading at ${rate(rates.downBytesPerSecond)}, ${percent(progress.haveWantedBytes / progress.wantedBytes)} done`
				: describeStart(metrics);
	}
}

/** Nothing comes yet: how far the way to the first block is. */
function describeStart(metrics: Metrics): string {
	const {peers} = metrics;
	if (peers.outstanding > 0) {
		return `Asked ${count(peers.usable, 'peer')} for ${count(peers.outstanding, 'block')}, waiting for the first`;
	}
	if (peers.usable > 0) {
		return `Unchoked by ${count(peers.usable, 'peer')}, about to ask`;
	}
	if (peers.withWanted > 0) {
		return `Waiting to be unchoked by ${count(peers.withWanted, 'peer')}`;
	}
	if (peers.availabilityKnown > 0) {
		return `${count(peers.availabilityKnown, 'peer')} connected, none has what we lack yet`;
	}
	return peers.handshaken > 0
		? `${count(peers.handshaken, 'peer')} connected, waiting to hear what they have`
		: describeSearch(metrics);
}

/** Nobody is connected. */
function describeSearch({candidates, dials, sources}: Metrics): string {
	if (candidates.known + candidates.connecting > 0 || dials.attempts > 0) {
		const known = count(candidates.known + candidates.connecting, 'address', 'addresses');
		const failed = dials.attempts - dials.successes;
		const tries = tally([
			[failed, `of ${count(dials.attempts, 'try', 'tries')} failed`],
			[dials.successes, 'reached and not kept'],
		]);
		return tries === '' ? `Connecting: ${known} known` : `Connecting: ${known} known, ${tries}`;
	}
	const {trackers, dht} = sources;
	const failing = trackers.filter(tracker => isFailing(tracker)).length;
	const soFar = failing > 0 ? ` (${failing} failed so far)` : '';
	const asked = [
		...(trackers.length > 0 ? [`${count(trackers.length, 'tracker')}${soFar}`] : []),
		...(dht.isOn ? ['the DHT'] : []),
	];
	return asked.length > 0
		? `Looking for peers: asking ${asked.join(' and ')}`
		: 'Looking for peers: no tracker and no DHT to ask';
}
