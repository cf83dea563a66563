import {toHex} from '../../protocol/hex.js';
import {parseMetainfo} from '../../protocol/metainfo.js';
import type {Metainfo} from '../../protocol/metainfo-types.js';
import {ParseError} from '../../protocol/parse-error.js';
import type {AddTorrent} from '../../store/engine-port.js';
import {removePayload} from '../disk/remove-payload.js';
import type {ResumeRecord} from '../disk/resume-record.js';
import type {EngineContext} from '../engine-context.js';
import {metainfoTools} from '../metainfo-tools.js';
import {torrentIdentityOf} from './torrent-identity.js';
import {TorrentSession} from './torrent-session.js';

/** The torrents of an engine, by number and by info hash. */
export class TorrentList {
	readonly #context: EngineContext;
	readonly #sessions = new Map<number, TorrentSession>();
	readonly #byInfoHash = new Map<string, TorrentSession>();
	#list: readonly TorrentSession[] = [];
	#lastId = 0;

	constructor(context: EngineContext) {
		this.#context = context;
	}

	/** In the order of their adding. */
	get list(): readonly TorrentSession[] {
		return this.#list;
	}

	get(id: number): TorrentSession | undefined {
		return this.#sessions.get(id);
	}

	/** @param infoHash 20 bytes, as a handshake carries it */
	find(infoHash: Uint8Array): TorrentSession | undefined {
		return this.#byInfoHash.get(toHex(infoHash));
	}

	/** Adds a torrent and tells the result in an event; what goes wrong after that is the torrent's state. */
	async add(requestId: number, added: AddTorrent): Promise<void> {
		const metainfo = parseMetainfo(added.metainfo, metainfoTools);
		if (metainfo instanceof ParseError) {
			this.#tellResult(requestId, {error: metainfo.message, isUsage: true});
			return;
		}

		const infoHash = toHex(metainfo.infoHash!);
		const record = await this.#loadRecord(infoHash, added.dir);
		const present = this.#byInfoHash.get(infoHash);
		if (present === undefined) {
			await this.#addNew(requestId, {added, metainfo, record});
		} else if (present.dir === added.dir) {
			extend(present, added);
			this.#tellResult(requestId, {torrentId: present.id});
		} else {
			const error = `${metainfo.name} is already here and goes to ${present.dir}`;
			this.#tellResult(requestId, {error, isUsage: true});
		}
	}

	/** Stops a torrent and forgets it; with its data, the payload is deleted too. */
	async remove(id: number, withData: boolean): Promise<void> {
		const session = this.#sessions.get(id);
		if (session === undefined) {
			return;
		}

		this.#sessions.delete(id);
		this.#byInfoHash.delete(session.infoHash);
		this.#list = [...this.#sessions.values()];
		await session.close('torrent-removed');
		await this.#context.resumeStore.remove(session.infoHash);
		if (withData) {
			const problem = await removePayload(session.metainfo, session.dir);
			if (problem !== undefined) {
				session.log({level: 'error', name: 'remove-failed', text: problem.message});
			}
		}

		this.#context.events.push({type: 'torrentRemoved', torrentId: id});
	}

	/** Leaves all swarms; everything that can be is on disk afterwards. */
	async close(): Promise<void> {
		await Promise.all(this.#list.map(session => session.close('shutting-down')));
	}

	async #addNew(
		requestId: number,
		{
			added,
			metainfo,
			record,
		}: {added: AddTorrent; metainfo: Metainfo; record: ResumeRecord | undefined},
	): Promise<void> {
		this.#lastId += 1;
		const id = this.#lastId;
		const session = new TorrentSession({id, context: this.#context, metainfo, added, record});
		session.swarm.torrent.handleBans(record?.bans ?? []);
		this.#sessions.set(id, session);
		this.#byInfoHash.set(session.infoHash, session);
		this.#list = [...this.#sessions.values()];
		this.#tellResult(requestId, {torrentId: id});
		this.#context.events.push({
			type: 'torrentAdded',
			torrent: torrentIdentityOf(id, metainfo, added.dir),
		});
		extend(session, {...added, trackers: []});
		// A slow disk must not keep the torrent waiting.
		void this.#saveMetainfo(session, added.metainfo);
		await session.open();
	}

	async #saveMetainfo(session: TorrentSession, metainfo: Uint8Array): Promise<void> {
		try {
			await this.#context.resumeStore.saveMetainfo(session.infoHash, metainfo);
		} catch (error) {
			session.log({level: 'warn', name: 'resume-failed', text: (error as Error).message});
		}
	}

	/** What the last run left of it, if it was in the same folder. */
	async #loadRecord(infoHash: string, dir: string): Promise<ResumeRecord | undefined> {
		const record = await this.#context.resumeStore.load(infoHash);
		if (typeof record === 'string') {
			this.#context.events.log({level: 'warn', name: 'resume-failed', text: record});
			return undefined;
		}

		return record?.dir === dir ? record : undefined;
	}

	#tellResult(
		requestId: number,
		result: {torrentId: number} | {error: string; isUsage: boolean},
	): void {
		this.#context.events.push({
			type: 'addResult',
			requestId,
			torrentId: 'torrentId' in result ? result.torrentId : null,
			error: 'error' in result ? result.error : null,
			isUsage: 'error' in result && result.isUsage,
		});
	}
}

/** Takes the peers and trackers that came with a torrent. */
function extend(session: TorrentSession, {peers, trackers}: AddTorrent): void {
	for (const {host, port} of peers ?? []) {
		void session.userPeers.add(host, port);
	}

	for (const url of trackers ?? []) {
		session.addTracker(url);
	}
}
