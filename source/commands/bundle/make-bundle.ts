import {release} from 'node:os';
import {decodeMessage} from '../../engine/port/decode-message.js';
import {encodeMessage} from '../../engine/port/encode-message.js';
import {ParseError} from '../../protocol/parse-error.js';
import {torrentColumns} from '../../store/columns.js';
import type {EngineEvent, EngineMessage, Snapshot} from '../../store/engine-port.js';
import {defaultSettings} from '../../store/settings.js';
import {stateEvents} from '../../store/state-events.js';
import {StateKeeper} from '../../store/state-keeper.js';
import {jsonLine} from '../json-lines.js';
import {version} from '../version.js';
import {type BundleHeader, firstLine, machineLine} from './bundle-format.js';
import {bundleText} from './bundle-text.js';
import {Redaction, type RedactionOptions} from './redaction.js';

/** What a bundle is made of. */
export interface BundleOptions extends RedactionOptions {
	/** All that was said so far. */
	readonly keeper: StateKeeper;
	/** The one torrent it is about; of others nothing is said. */
	readonly torrentId: number;
	/** Now, milliseconds since 1970. */
	readonly epochMs: number;
}

/** Everything that is known of one torrent and the machine it runs on, as one text. Redacted before anything is made of it. */
export function makeBundle(options: BundleOptions): string {
	const {keeper, torrentId, epochMs, hidesAddresses} = options;
	const redaction = new Redaction(options);
	const header: BundleHeader = {
		type: 'bundle',
		program: `unchoke ${version()}`,
		node: process.versions.node,
		system: `${process.platform} ${process.arch} ${release()}`,
		madeAt: new Date(epochMs).toISOString(),
		torrentId,
		hidesAddresses: hidesAddresses,
	};
	const messages = messagesOf(keeper, torrentId).map(message =>
		redaction.value(encodeMessage(message)),
	);
	const lines = [header, ...messages].map(jsonLine);
	const text = bundleText(header, stateOf(messages));
	return [firstLine, '', text, '', machineLine, ...lines, ''].join('\n');
}

/** The state that the messages of a bundle add up to. */
export function stateOf(messages: readonly unknown[]) {
	const keeper = new StateKeeper(defaultSettings);
	for (const value of messages) {
		const message = decodeMessage(value);
		if (message instanceof ParseError) {
			throw message;
		}
		keeper.handleMessage(message);
	}
	return keeper.state;
}

/** An event a line, so that a log in it reads as one; at last the numbers. */
function messagesOf(keeper: StateKeeper, torrentId: number): readonly EngineMessage[] {
	const events = stateEvents(keeper.state)
		.filter(event => isAbout(event, torrentId))
		.map(event => ({type: 'events', events: [event]}) as const);
	const {snapshot} = keeper;
	return snapshot === null ? events : [...events, onlyTorrent(snapshot, torrentId)];
}

/** What is of this torrent, or of none. */
function isAbout(event: EngineEvent, torrentId: number): boolean {
	const about =
		'torrentId' in event
			? event.torrentId
			: 'torrent' in event
				? event.torrent.torrentId
				: 'peer' in event
					? event.peer.torrentId
					: null;
	return about === null || about === torrentId;
}

function onlyTorrent(snapshot: Snapshot, torrentId: number): Snapshot {
	const width = torrentColumns.length;
	const {torrents, detail, allPeers} = snapshot;
	const at = torrents.findIndex((value, place) => place % width === 0 && value === torrentId);
	return {
		...snapshot,
		torrents: at === -1 ? new Float64Array(0) : torrents.slice(at, at + width),
		detail: detail?.torrentId === torrentId ? detail : null,
		allPeers: allPeers?.filter(sample => sample.torrentId === torrentId) ?? null,
	};
}
