import {
	availabilityCodes,
	notReadyReasons,
	type PeerColumn,
	peerColumns,
	peerSources,
	peerStates,
} from '../../../source/store/columns.js';
import type {PeerIdentity} from '../../../source/store/engine-port.js';

/** How a peer of the fake swarm behaves. */
export const behaviours = [
	'fast seed',
	'steady seed',
	'slow',
	'choking',
	'silent',
	'snubbed',
	'leecher',
	'useless',
	'connecting',
] as const;

export type Behaviour = (typeof behaviours)[number];

const clients = [
	'libtorrent 2.0.8',
	'Transmission 4.0.5',
	'qBittorrent 5.0.1',
	'aria2 1.36.0',
	'rTorrent 0.9.8',
	'µTorrent 3.5.5',
	'Deluge 2.1.1',
	'',
] as const;

/** Bytes a second that each behaviour sends us when it can. */
const rates: {readonly [Name in Behaviour]: number} = {
	'fast seed': 2_400_000,
	'steady seed': 640_000,
	slow: 21_000,
	choking: 0,
	silent: 0,
	snubbed: 0,
	leecher: 180_000,
	useless: 0,
	connecting: 0,
};

const reasons: {readonly [Name in Behaviour]: (typeof notReadyReasons)[number]} = {
	'fast seed': 'ready',
	'steady seed': 'ready',
	slow: 'ready',
	choking: 'choking us',
	silent: 'availability unknown',
	snubbed: 'snubbed',
	leecher: 'ready',
	useless: 'nothing we want',
	connecting: 'handshaking',
};

/** One connection of the fake swarm: a row of numbers that moves plausibly. */
export class FakePeer {
	readonly id: number;
	readonly behaviour: Behaviour;
	readonly identity: PeerIdentity;
	readonly values = new Map<PeerColumn, number>();
	readonly #random: () => number;

	constructor(options: {
		readonly id: number;
		readonly torrentId: number;
		readonly behaviour: Behaviour;
		readonly pieceCount: number;
		readonly now: number;
		readonly random: () => number;
		readonly address?: string;
		readonly client?: string;
	}) {
		const {id, torrentId, behaviour, random, now, pieceCount} = options;
		this.id = id;
		this.behaviour = behaviour;
		this.#random = random;
		const ipv6 = id % 7 === 3;
		const address = ipv6
			? `[2001:db8:${(id * 37).toString(16)}::${id.toString(16)}]:6881`
			: `${10 + (id % 80)}.${(id * 7) % 250}.${(id * 13) % 250}.${1 + (id % 250)}:${6881 + (id % 9)}`;
		this.identity = {
			torrentId,
			peerId: id,
			address: options.address ?? address,
			client:
				behaviour === 'connecting' ? '' : (options.client ?? clients[id % clients.length] ?? ''),
			remotePeerId: '2d4c54323038302d'.padEnd(40, '3'),
		};
		const isSeed = behaviour.endsWith('seed') || behaviour === 'choking' || behaviour === 'slow';
		const known = behaviour === 'silent' || behaviour === 'connecting';
		const pieces = isSeed
			? pieceCount
			: known
				? 0
				: Math.floor(pieceCount * (0.2 + random() * 0.7));
		const can = reasons[behaviour] === 'ready';
		this.set({
			id,
			state: peerStates.indexOf(behaviour === 'connecting' ? 'connecting' : 'connected'),
			source: id % (peerSources.length - 2),
			isIncoming: id % 5 === 0 ? 1 : 0,
			peerChoking: can || behaviour === 'snubbed' ? 0 : 1,
			amInterested: behaviour === 'useless' || known ? 0 : 1,
			amChoking: id % 3 === 0 ? 0 : 1,
			peerInterested: isSeed || known ? 0 : 1,
			availability: availabilityCodes.indexOf(known ? 'unknown' : isSeed ? 'all' : 'some'),
			hasBitfield: known ? 0 : 1,
			isFast: id % 2,
			isSeed: isSeed ? 1 : 0,
			isSnubbed: behaviour === 'snubbed' ? 1 : 0,
			piecesKnown: pieces,
			piecesWanted: behaviour === 'useless' ? 0 : Math.floor(pieces * 0.6),
			canDownload: can ? 1 : 0,
			notReadyReason: notReadyReasons.indexOf(reasons[behaviour]),
			reqq: 250,
			target: can ? 16 : 1,
			connectedAt: now - random() * 300_000,
			handshakeAt: now - 1000,
			lastReceivedAt: now - random() * 30_000,
			lastActivityAt: now - random() * 30_000,
			minRttMs: 20 + random() * 80,
		});
	}

	/** One step of time. */
	step(now: number, stepMs: number, isRunning: boolean): void {
		const base = isRunning ? rates[this.behaviour] : 0;
		const rate = base * (0.75 + this.#random() * 0.5);
		const bytes = Math.round((rate * stepMs) / 1000);
		const blocks =
			Math.floor(bytes / 16_384) + (this.#random() < (bytes % 16_384) / 16_384 ? 1 : 0);
		const target = Math.max(2, Math.min(250, Math.round((base * 2.1) / 16_384)));
		this.set({
			downBytesPerSecond: rate,
			downBytes: this.get('downBytes') + bytes,
			blocksReceived: this.get('blocksReceived') + blocks,
			requestsSent: this.get('requestsSent') + blocks,
			target: base > 0 ? target : this.get('target'),
			outstanding: base > 0 ? Math.max(1, target - Math.floor(this.#random() * 3)) : 0,
			oldestRequestAt: base > 0 ? now - 200 - this.#random() * 2000 : Number.NaN,
			upBytesPerSecond: this.get('peerInterested') === 1 && isRunning ? 40_000 * this.#random() : 0,
		});
		if (bytes > 0) {
			this.set({
				lastReceivedAt: now,
				lastPayloadInAt: now,
				lastActivityAt: now,
				lastRequestAt: now,
			});
		}
		this.set({greatestDepth: Math.max(this.get('greatestDepth'), this.get('outstanding'))});
	}

	get(column: PeerColumn): number {
		return this.values.get(column) ?? (/(?:At|Since)$/.test(column) ? Number.NaN : 0);
	}

	set(values: Partial<Record<PeerColumn, number>>): void {
		for (const [name, value] of Object.entries(values)) {
			this.values.set(name as PeerColumn, value);
		}
	}

	row(): number[] {
		return peerColumns.map(column => this.get(column));
	}
}
