import {closeReasonWords} from '../store/close-reason.js';
import type {EngineEvent} from '../store/engine-port.js';
import type {PeerView} from '../store/peer-view.js';
import type {StoreState} from '../store/store-state.js';
import {torrentView} from '../store/torrent-view.js';
import {DiagnosticsClock, peerViews} from './diagnostics-log.js';
import type {DownloadSession, SessionReport} from './download-session.js';
import type {JsonLines} from './json-lines.js';
import {savedPath} from './saved-path.js';
import type {SessionTorrent} from './session-torrent.js';
import {infoHashText, torrentLine} from './torrent-line.js';

/** Which torrent a line is about. */
function subject(torrent: SessionTorrent | undefined) {
	return {
		torrentId: torrent?.torrentId ?? null,
		infoHash: torrent === undefined ? null : infoHashText(torrent.metainfo),
	};
}

/** What of a peer is a change worth a line: its connection and flags, not its numbers. */
function stateKey(peer: PeerView): string {
	return [peer.connection, peer.state, peer.availability, peer.notReadyReason].join();
}

/** Writes `--json`: the torrent, its progress every second, its peers as they come, change and go, the log, the diagnostics, the findings. */
export class JsonReport implements SessionReport {
	readonly #lines: JsonLines;
	readonly #diagnosticsClock: DiagnosticsClock;
	readonly #states = new Map<number, string>();

	constructor(lines: JsonLines, diagnosticsIntervalMs: number) {
		this.#lines = lines;
		this.#diagnosticsClock = new DiagnosticsClock(diagnosticsIntervalMs);
	}

	handleAdded(torrent: SessionTorrent): void {
		const {torrentId, metainfo} = torrent;
		this.#lines.line('torrent', {...torrentLine(metainfo), torrentId});
	}

	handleEvents(events: readonly EngineEvent[], session: DownloadSession): void {
		for (const event of events) {
			if (event.type === 'log') {
				const {level, name, address, text, epochMs} = event;
				const about = subject(session.torrentOf(event.torrentId));
				this.#lines.line('log', {...about, level, name, address, text}, epochMs);
			} else if (event.type === 'findings') {
				this.#tellFindings(event, session);
			} else if (event.type === 'peerClosed') {
				this.#closePeer(event, session);
			}
		}
	}

	handleSnapshot(state: StoreState, session: DownloadSession): void {
		const isDue = this.#diagnosticsClock.isDue(state.now);
		for (const torrent of session.torrents) {
			if (torrent.row !== undefined) {
				const sample = state.samples?.find(({torrentId}) => torrentId === torrent.torrentId);
				const peers = sample ? peerViews(sample.peers, state.peerIdentities, state.now) : [];
				this.#tellPeers(peers, torrent, state.epochMs);
				const progress = {...subject(torrent), ...torrentView(torrent.row, state.now)};
				this.#lines.line('progress', progress, state.epochMs);
				if (isDue) {
					this.#lines.line('diagnostics', {...subject(torrent), peers}, state.epochMs);
				}
			}
		}
	}

	handleComplete(torrent: SessionTorrent): void {
		const {metainfo, row, addedAt, completedAt} = torrent;
		this.#lines.line('complete', {
			...subject(torrent),
			name: metainfo.name,
			path: savedPath(torrent),
			length: metainfo.length,
			wantedBytes: row?.wantedBytes ?? null,
			downBytes: row?.downBytes ?? null,
			upBytes: row?.upBytes ?? null,
			elapsedMs: Math.round((completedAt ?? Number.NaN) - addedAt),
		});
	}

	handleFailed(torrent: SessionTorrent, error: string): void {
		this.#lines.line('failed', {
			...subject(torrent),
			name: torrent.metainfo.name,
			path: savedPath(torrent),
			error,
		});
	}

	#tellFindings(
		{torrentId, changes, epochMs}: Extract<EngineEvent, {type: 'findings'}>,
		session: DownloadSession,
	): void {
		const about = subject(session.torrentOf(torrentId));
		for (const {state, finding} of changes) {
			this.#lines.line('finding', {state, ...about, ...finding}, epochMs);
		}
	}

	#tellPeers(peers: readonly PeerView[], torrent: SessionTorrent, epochMs: number): void {
		for (const peer of peers) {
			const before = this.#states.get(peer.peerId);
			const key = stateKey(peer);
			if (key !== before && peer.connection !== 'connecting') {
				this.#states.set(peer.peerId, key);
				const event = before === undefined ? 'connected' : 'changed';
				this.#lines.line('peer', {event, ...subject(torrent), ...peer}, epochMs);
			}
		}
	}

	#closePeer(closed: Extract<EngineEvent, {type: 'peerClosed'}>, session: DownloadSession): void {
		this.#states.delete(closed.peerId);
		const {torrentId, peerId, address, reason, detail, lifeMs, isHandshaken} = closed;
		const words = closeReasonWords[reason];
		this.#lines.line(
			'peer',
			{
				event: 'closed',
				...subject(session.torrentOf(torrentId)),
				...{peerId, address, reason, words, detail, lifeMs, isHandshaken},
			},
			closed.epochMs,
		);
	}
}
