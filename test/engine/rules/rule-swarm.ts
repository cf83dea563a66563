import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {ExecutionContext} from 'ava';
import {bitfieldLength, setBit} from '../../../source/protocol/bitfield.js';
import {peerColumns, torrentColumns} from '../../../source/store/columns.js';
import type {EngineEvent} from '../../../source/store/engine-port.js';
import {type PeerView, peerView} from '../../../source/store/peer-view.js';
import {RowTable} from '../../../source/store/row-table.js';
import type {Settings} from '../../../source/store/settings.js';
import type {TorrentRow} from '../../../source/store/torrent-row.js';
import {TestClient, type TestHandshake} from '../../lab/test-client.js';
import type {SampleTorrent} from '../disk/sample-torrent.js';
import {sampleWithMetainfo, TestEngine, temporaryFolder} from '../engine-kit.js';
import {ListeningPeer} from './listening-peer.js';

/** Bytes of a piece of these swarms: two blocks. */
export const pieceLength = 32 * 1024;

/** Bytes of a block. */
export const block = 16 * 1024;

/** Pieces of these swarms; the last block of the last is shorter. */
const usualPieceCount = 8;
const missingBytes = 1000;

/** What a test may say of its swarm. */
export interface RuleSwarmOptions {
	/** Short ones, so that a test takes a second or two. */
	readonly settings?: Partial<Settings>;
	/** Pieces our engine has from the start: none when absent. */
	readonly have?: readonly number[] | 'all';
	readonly pieceCount?: number;
	readonly pieceLength?: number;
	readonly trackers?: string[][];
	/** Addresses our engine is to dial. */
	readonly peers?: ReadonlyArray<{readonly host: string; readonly port: number}>;
}

/** What a test may say of a peer that joins. */
export interface JoinOptions extends Partial<TestHandshake> {
	/** What it tells right after the handshake: BITFIELD, or HAVE_ALL and HAVE_NONE with Fast. Nothing when absent. */
	readonly has?: readonly number[] | 'all' | 'none';
	/** It unchokes our engine as soon as that is interested. */
	readonly isUnchoking?: boolean;
	/** It answers every request with the right block. */
	readonly isServing?: boolean;
}

interface RuleSwarmParts {
	readonly t: ExecutionContext;
	readonly engine: TestEngine;
	readonly torrentId: number;
	readonly sample: SampleTorrent;
	readonly infoHash: Uint8Array;
	readonly path: string;
}

type EventOf<Type extends EngineEvent['type']> = Extract<EngineEvent, {type: Type}>;

/** Our engine with one torrent, on 127.0.0.1, and peers in the test's own hands around it. */
export class RuleSwarm {
	readonly t: ExecutionContext;
	readonly engine: TestEngine;
	readonly torrentId: number;
	readonly sample: SampleTorrent;
	readonly infoHash: Uint8Array;
	/** The file of our engine. */
	readonly #path: string;
	#joined = 0;
	#echoes = 0;

	private constructor({t, engine, torrentId, sample, infoHash, path}: RuleSwarmParts) {
		this.t = t;
		this.engine = engine;
		this.torrentId = torrentId;
		this.sample = sample;
		this.infoHash = infoHash;
		this.#path = path;
	}

	/** Starts the engine; when this resolves it has looked at its files and is in the swarm. */
	static async start(t: ExecutionContext, options: RuleSwarmOptions = {}): Promise<RuleSwarm> {
		const {settings = {}, have = [], pieceCount = usualPieceCount, trackers = [], peers} = options;
		const {pieceLength: length = pieceLength} = options;
		const files = [{path: ['content'], length: pieceCount * length - missingBytes}];
		const made = sampleWithMetainfo(files, {pieceLength: length, trackers});
		const dir = await temporaryFolder(t);
		const path = join(dir, 'content');
		await writeContent(path, made.sample, have);
		const engine = await TestEngine.start(t, {settings});
		const torrentId = await engine.add({metainfo: made.metainfo, dir, ...(peers && {peers})});
		const isWhole = have === 'all' || have.length === pieceCount;
		await engine.reached(torrentId, isWhole ? 'seeding' : 'downloading');
		return new RuleSwarm({t, engine, torrentId, path, ...made});
	}

	/** All pieces. */
	get all(): readonly number[] {
		return Array.from({length: this.sample.metainfo.pieceCount}, (_, index) => index);
	}

	/** A bitfield of these pieces. */
	bits(pieces: readonly number[]): Uint8Array {
		const bits = new Uint8Array(bitfieldLength(this.sample.metainfo.pieceCount));
		for (const index of pieces) {
			setBit(bits, index);
		}
		return bits;
	}

	/** A peer connects; both handshakes are done when this resolves. */
	async join(options: JoinOptions = {}): Promise<TestClient> {
		const client = this.knock(options);
		await client.hear('handshake');
		this.#begin(client, options);
		return client;
	}

	/** A peer connects and says its handshake; whether it is answered is another matter. */
	knock(options: JoinOptions = {}): TestClient {
		const client = this.openSilently();
		client.sendHandshake({infoHash: this.infoHash, peerId: this.newPeerId(), ...options});
		return client;
	}

	/** A connection that says nothing at all, from another address of this machine if one is given. */
	openSilently(localAddress = '127.0.0.1'): TestClient {
		const client = TestClient.connect({...this.engine.address, localAddress});
		this.t.teardown(() => client.close());
		return client;
	}

	/** A peer that our engine shall dial: its address, and its connections one after the other. */
	async listen({port, ...options}: JoinOptions & {port?: number} = {}): Promise<ListeningPeer> {
		const peer = new ListeningPeer(this.t, client => {
			client.sendHandshake({infoHash: this.infoHash, peerId: this.newPeerId(), ...options});
			void client.hear('handshake').then(() => this.#begin(client, options));
		});
		await peer.open(port);
		return peer;
	}

	/** Our engine learns an address as if the user had typed it. */
	addPeer({host, port}: {readonly host: string; readonly port: number}): void {
		this.engine.port.send({type: 'addPeer', torrentId: this.torrentId, host, port});
	}

	/** A peer id that no peer of this swarm has had. */
	newPeerId(): Uint8Array {
		const number = String(++this.#joined).padStart(12, '0');
		return new TextEncoder().encode(`-XX0001-${number}`);
	}

	/** Answers requests with the right blocks, those that came before included. */
	serve(client: TestClient): void {
		const give = (heard: (typeof client.heard)[number]): void => {
			if (heard.type === 'request') {
				const {index, begin, length} = heard;
				client.sendBlock(index, begin, this.blockAt(index, begin, length));
			}
		};
		client.heard.forEach(give);
		client.answer = give;
	}

	/** Changes a byte of a piece of our engine behind its back. */
	async spoil(index: number): Promise<void> {
		const bytes = await readFile(this.#path);
		bytes[index * this.sample.metainfo.pieceLength]! ^= 0xff;
		await writeFile(this.#path, bytes);
	}

	/** The right bytes of a block. */
	blockAt(index: number, begin: number, length: number): Uint8Array {
		return this.sample.bytes(index * this.sample.metainfo.pieceLength + begin, length);
	}

	/** Resolves when the peer has heard all that our engine has sent it until now, and our engine all that it said. */
	async echo(client: TestClient): Promise<void> {
		// Out of range, so with Fast it is rejected, in its turn.
		const begin = 0x7f000000 + ++this.#echoes;
		client.send({type: 'request', index: 0, begin, length: 1});
		await client.until(
			() => client.of('rejectRequest').some(reject => reject.begin === begin),
			'an echo',
		);
	}

	/** How our engine told that a connection ended. */
	async ended(client: TestClient): Promise<EventOf<'peerClosed'>> {
		return this.engine.heard('peerClosed', event => event.address === addressOf(client));
	}

	/** Whether our engine has ended a connection. */
	hasEnded(client: TestClient): boolean {
		const address = addressOf(client);
		return this.engine.events.some(
			event => event.type === 'peerClosed' && event.address === address,
		);
	}

	/** The first line of the log by this name, about a peer if one is given. */
	async logged(name: string, client?: TestClient): Promise<EventOf<'log'>> {
		const address = client && addressOf(client);
		return this.engine.heard(
			'log',
			event => event.name === name && (address === undefined || event.address === address),
		);
	}

	/** What our engine shows of a peer now. */
	async view(client: TestClient): Promise<PeerView> {
		const {detail, now} = await this.engine.pull({torrentId: this.torrentId});
		const address = addressOf(client);
		const identity = this.engine.events
			.filter(event => event.type === 'peer')
			.map(({peer}) => peer)
			.findLast(peer => peer.address === address)!;
		const rows = new RowTable(peerColumns, detail!.peers);
		return peerView(rows.rowOf(identity.peerId)!, identity, now);
	}

	/** The torrent's row as it is now. */
	async numbers(): Promise<TorrentRow> {
		const {torrents} = await this.engine.pull();
		return new RowTable(torrentColumns, torrents).rowOf(this.torrentId)!;
	}

	#begin(client: TestClient, options: JoinOptions): void {
		const {has, isFast = true, isUnchoking = false, isServing = false} = options;
		if (isFast && (has === 'all' || has === 'none')) {
			client.send({type: has === 'all' ? 'haveAll' : 'haveNone'});
		} else if (has !== undefined && has !== 'none') {
			client.send({type: 'bitfield', bits: this.bits(has === 'all' ? this.all : has)});
		}
		if (isServing) {
			this.serve(client);
		}
		if (isUnchoking) {
			void client.hear('interested').then(
				() => client.send({type: 'unchoke'}),
				() => undefined,
			);
		}
	}
}

function addressOf(client: TestClient): string {
	return `127.0.0.1:${client.localPort}`;
}

async function writeContent(
	path: string,
	sample: SampleTorrent,
	have: readonly number[] | 'all',
): Promise<void> {
	const bytes = new Uint8Array(sample.metainfo.length);
	for (let index = 0; index < sample.metainfo.pieceCount; index++) {
		if (have === 'all' || have.includes(index)) {
			bytes.set(sample.piece(index), index * sample.metainfo.pieceLength);
		}
	}
	if (have.length > 0) {
		await writeFile(path, bytes);
	}
}
