import {type TorrentColumn, torrentColumns, torrentStates} from '../../../source/store/columns.js';
import type {
	SourceCount,
	TorrentDetail,
	TorrentIdentity,
	TrackerView,
} from '../../../source/store/engine-port.js';
import {type Behaviour, behaviours, FakePeer} from './fake-peer.js';

const blocksPerPiece = 64;
const pieceLength = blocksPerPiece * 16_384;

interface ActivePiece {
	readonly index: number;
	readonly openedAt: number;
	/** Of each block: 0 missing, 1 received, else the id of the peer it is asked from, plus 1. */
	readonly blocks: number[];
}

/** One torrent of the fake swarm, downloading from its peers. */
export class FakeTorrent {
	/** Who is banned. */
	readonly bans: string[] = [];
	readonly id: number;
	readonly identity: TorrentIdentity;
	readonly peers: FakePeer[] = [];
	readonly pieces: Uint8Array;
	readonly availability: Uint16Array;
	readonly priorities: number[];
	state: (typeof torrentStates)[number] = 'downloading';
	readonly #random: () => number;
	#active: ActivePiece[] = [];
	#downBytes = 0;
	#upBytes = 0;
	#sent = 0;
	#greatestDepth = 0;
	#joined = 0;

	constructor(options: {
		readonly id: number;
		readonly name: string;
		readonly pieceCount: number;
		readonly done: number;
		readonly peerCount: number;
		readonly firstPeerId: number;
		readonly now: number;
		readonly random: () => number;
	}) {
		const {id, name, pieceCount, random, now} = options;
		this.id = id;
		this.#random = random;
		this.pieces = new Uint8Array(pieceCount);
		for (let index = 0; index < pieceCount; index++) {
			this.pieces[index] = random() < options.done ? 3 : 0;
		}
		for (let each = 0; each < options.peerCount; each++) {
			this.join(options.firstPeerId + each, now);
		}
		this.availability = new Uint16Array(pieceCount).map(() =>
			Math.floor(random() * this.peers.length),
		);
		const length = pieceCount * pieceLength;
		const files = [
			{path: `${name}/readme.txt`, length: 1200},
			{path: `${name}/disk/image-1.iso`, length: Math.floor(length * 0.7)},
			{path: `${name}/disk/日本語の名前.iso`, length: Math.floor(length * 0.3) - 1200},
			{path: `${name}/empty`, length: 0},
		];
		this.priorities = files.map(() => 4);
		this.identity = {
			torrentId: id,
			name,
			infoHash: id.toString(16).padStart(40, 'a'),
			infoHashV2: null,
			dir: '/downloads',
			length,
			pieceLength,
			pieceCount,
			isPrivate: false,
			files,
			trackers: [['http://tracker.example/announce']],
			webSeeds: [],
			comment: null,
			createdBy: null,
			createdAt: null,
		};
	}

	/** One more peer; those that come after each other behave differently. */
	join(peerId: number, now: number): FakePeer {
		const behaviour: Behaviour = behaviours[this.#joined++ % behaviours.length] ?? 'choking';
		const pieceCount = this.pieces.length;
		const random = this.#random;
		const peer = new FakePeer({id: peerId, torrentId: this.id, behaviour, pieceCount, now, random});
		this.peers.push(peer);
		return peer;
	}

	get isRunning(): boolean {
		return this.state === 'downloading' || this.state === 'seeding';
	}

	get have(): number {
		return this.pieces.reduce((sum, code) => sum + (code === 3 ? 1 : 0), 0);
	}

	step(now: number, stepMs: number): void {
		for (const peer of this.peers) {
			peer.step(now, stepMs, this.isRunning);
		}
		if (!this.isRunning) {
			return;
		}
		const senders = this.peers.filter(peer => peer.get('outstanding') > 0);
		const bytes = senders.reduce(
			(sum, peer) => sum + (peer.get('downBytesPerSecond') * stepMs) / 1000,
			0,
		);
		this.#downBytes += bytes;
		this.#upBytes += this.peers.reduce(
			(sum, peer) => sum + (peer.get('upBytesPerSecond') * stepMs) / 1000,
			0,
		);
		this.#fill(Math.round(bytes / 16_384), now, senders);
	}

	/** Blocks come in: the oldest pieces first, and new ones are opened behind them. */
	#fill(blocks: number, now: number, senders: readonly FakePeer[]): void {
		this.#sent += blocks;
		for (let block = 0; block < blocks; block++) {
			const piece = this.#active.find(each => each.blocks.some(code => code > 1));
			const place = piece?.blocks.findIndex(code => code > 1) ?? -1;
			if (piece !== undefined) {
				piece.blocks[place] = 1;
			}
		}
		for (const piece of this.#active.filter(each => each.blocks.every(code => code === 1))) {
			this.pieces[piece.index] = 3;
		}
		this.#active = this.#active.filter(each => this.pieces[each.index] !== 3);
		const wanted = Math.min(8, Math.max(1, senders.length * 2));
		while (senders.length > 0 && this.#active.length < wanted) {
			const index = this.pieces.indexOf(0, Math.floor(this.#random() * this.pieces.length * 0.9));
			if (index === -1) {
				break;
			}
			this.pieces[index] = 1;
			this.#active.push({index, openedAt: now, blocks: new Array<number>(blocksPerPiece).fill(0)});
		}
		this.#ask(senders);
	}

	/** Every sender asks for its next blocks. */
	#ask(senders: readonly FakePeer[]): void {
		let asked = this.#active.reduce(
			(sum, each) => sum + each.blocks.filter(code => code > 1).length,
			0,
		);
		const wanted = senders.reduce((sum, peer) => sum + Math.min(24, peer.get('outstanding')), 0);
		for (const piece of this.#active) {
			for (const [place, code] of piece.blocks.entries()) {
				const sender = senders[Math.floor(place / 12) % Math.max(1, senders.length)];
				if (asked < wanted && code === 0 && sender !== undefined) {
					piece.blocks[place] = sender.id + 2;
					asked++;
				}
			}
		}
		this.#greatestDepth = Math.max(this.#greatestDepth, asked);
	}

	detail(withPieces: boolean, now: number): TorrentDetail {
		const inFlight = this.#active.flatMap(piece =>
			piece.blocks.flatMap((code, place) =>
				code > 1 ? [piece.index, place * 16_384, 16_384, code - 2, now - 500] : [],
			),
		);
		return {
			torrentId: this.id,
			peers: Float64Array.from(this.peers.flatMap(peer => peer.row())),
			blocks: Float64Array.from(inFlight),
			activePieces: Float64Array.from(
				this.#active.flatMap(piece => [
					piece.index,
					piece.blocks.length,
					piece.blocks.filter(code => code === 1).length,
					piece.blocks.filter(code => code > 1).length,
					piece.openedAt,
					2,
				]),
			),
			receivedBlocks: Uint8Array.from(
				this.#active.flatMap(piece => piece.blocks.map(code => (code === 1 ? 1 : 0))),
			),
			files: Float64Array.from(
				this.identity.files.flatMap((file, index) => [
					Math.floor(file.length * (this.have / this.pieces.length)),
					this.priorities[index] ?? 4,
				]),
			),
			trackers: this.#trackers(now),
			sources: sourceCounts,
			bans: [...this.bans],
			pieces: withPieces ? this.pieces.slice() : null,
			availability: withPieces ? this.availability.slice() : null,
		};
	}

	#trackers(now: number): readonly TrackerView[] {
		const nothing = {
			message: null,
			failure: null,
			seeds: null,
			leechers: null,
			peers: null,
			ownAddresses: null,
			httpStatus: null,
			dateSkewMs: null,
			failures: 0,
			lastAnnounceAt: null,
			nextAnnounceAt: null,
			intervalMs: null,
		} as const;
		const minute = 60_000;
		const next = Math.ceil(now / (30 * minute)) * 30 * minute;
		return [
			{
				...nothing,
				url: 'http://tracker.example/announce',
				tier: 0,
				state: 'working',
				seeds: 41,
				leechers: 7,
				peers: 48,
				lastAnnounceAt: next - 30 * minute,
				nextAnnounceAt: next,
				intervalMs: 30 * minute,
			},
			{
				...nothing,
				url: 'udp://other.example:6969/announce',
				tier: 1,
				state: 'failing',
				failure: 'timeout',
				message: 'no answer (deadline has elapsed)',
				failures: 3,
				lastAnnounceAt: next - 30 * minute,
				nextAnnounceAt: next,
			},
		];
	}

	row(): number[] {
		const count = (matches: (peer: FakePeer) => boolean) => this.peers.filter(matches).length;
		const length = this.identity.length;
		const have = this.have;
		const down = this.peers.reduce((sum, peer) => sum + peer.get('downBytesPerSecond'), 0);
		const haveBytes = have * pieceLength;
		const values: Partial<Record<TorrentColumn, number>> = {
			id: this.id,
			state: torrentStates.indexOf(this.state),
			length,
			pieceLength,
			pieceCount: this.pieces.length,
			wantedPieces: this.pieces.length,
			havePieces: have,
			haveWantedPieces: have,
			blockCount: this.pieces.length * blocksPerPiece,
			haveBlocks: have * blocksPerPiece,
			wantedBytes: length,
			haveBytes,
			haveWantedBytes: haveBytes,
			downBytes: this.#downBytes,
			upBytes: this.#upBytes,
			downBytesPerSecond: down,
			upBytesPerSecond: this.peers.reduce((sum, peer) => sum + peer.get('upBytesPerSecond'), 0),
			etaMs: down > 0 ? ((length - haveBytes) / down) * 1000 : Number.POSITIVE_INFINITY,
			ratio: this.#downBytes > 0 ? this.#upBytes / this.#downBytes : 0,
			distributedCopies: 3.4,
			connected: count(peer => peer.get('state') === 2),
			availabilityKnown: count(peer => peer.get('availability') > 0),
			havePiecesPeers: count(peer => peer.get('piecesKnown') > 0),
			wantedFromPeers: count(peer => peer.get('piecesWanted') > 0),
			unchokedUs: count(peer => peer.get('peerChoking') === 0),
			requestable: count(peer => peer.get('canDownload') === 1),
			requesting: count(peer => peer.get('outstanding') > 0),
			sending: count(peer => peer.get('downBytesPerSecond') > 0),
			snubbed: count(peer => peer.get('isSnubbed') === 1),
			interestedInUs: count(peer => peer.get('peerInterested') === 1),
			unchokedByUs: count(peer => peer.get('amChoking') === 0),
			seeds: count(peer => peer.get('isSeed') === 1),
			candidates: 34,
			swarmSeeds: 41,
			swarmLeechers: 7,
			outstanding: this.peers.reduce((sum, peer) => sum + peer.get('outstanding'), 0),
			requestsSent: this.#sent,
			blocksReceived: this.#sent,
			requestsTimedOut: 3,
			greatestDepth: this.#greatestDepth,
		};
		return torrentColumns.map(
			name => values[name] ?? (/(?:At|Since)$/.test(name) ? Number.NaN : 0),
		);
	}
}

const sourceCounts: readonly SourceCount[] = [
	{source: 'tracker', found: 48, connected: 9, useful: 6},
	{source: 'dht', found: 12, connected: 2, useful: 1},
	{source: 'pex', found: 7, connected: 1, useful: 1},
	{source: 'lsd', found: 0, connected: 0, useful: 0},
	{source: 'incoming', found: 2, connected: 2, useful: 0},
];
