import {SwarmDoctor, type TorrentReport} from '../diagnosis/swarm-doctor.js';
import type {EngineEvent, EngineMessage, EnginePort, Intent} from '../store/engine-port.js';
import type {Finding, FindingChange, Severity} from '../store/finding.js';
import {type Settings, settingsTable} from '../store/settings.js';
import {DiagnosticsLog, type LogEvent} from './diagnostics-log.js';

/** The diagnoses look so often, in milliseconds; more often where their time is scaled down. */
const lookMs = 1000;
const leastLookMs = 100;

const severities = settingsTable.logLevel.choices;

/** What a diagnosed port is made of. */
export interface DiagnosedPortOptions {
	readonly port: EnginePort;
	readonly settings: Settings;
	/** Hears every message after the listeners, whether there are any or not. */
	readonly hear?: (message: EngineMessage) => void;
	/** Milliseconds, monotonic. */
	readonly now?: () => number;
}

/**
 * An engine's port whose messages also say what the diagnoses find: as `findings` for the store, and as lines of the
 * event log when one comes or goes; and which tell the log of all peers every `diagnosticsInterval`. Every so often, and after each other intent,
 * it asks for all peers where its user asked for less, so that the diagnoses see every swarm; it never asks by itself, so that a user that stands still gets nothing.
 */
export class DiagnosedPort implements EnginePort {
	readonly #port: EnginePort;
	readonly #doctor: SwarmDoctor;
	readonly #diagnostics: DiagnosticsLog;
	readonly #now: () => number;
	readonly #hear: (message: EngineMessage) => void;
	readonly #listeners = new Set<(message: EngineMessage) => void>();
	/** What was told last; torrents of which nothing is said are absent. */
	readonly #told = new Map<number, readonly Finding[]>();
	#settings: Settings;
	#lookedAt = Number.NEGATIVE_INFINITY;
	#stopListening: (() => void) | undefined;
	#reports: readonly TorrentReport[] = [];

	constructor(options: DiagnosedPortOptions) {
		const {port, settings, hear = () => {}, now = () => performance.now()} = options;
		this.#port = port;
		this.#settings = settings;
		this.#doctor = new SwarmDoctor(settings);
		this.#diagnostics = new DiagnosticsLog(settings.diagnosticsInterval);
		this.#now = now;
		this.#hear = hear;
	}

	/** The newest diagnosis of every torrent. */
	get reports(): readonly TorrentReport[] {
		return this.#reports;
	}

	send(intent: Intent): void {
		if (intent.type === 'logLevel') {
			this.#settings = {...this.#settings, logLevel: intent.level};
		}
		if (intent.type !== 'pull') {
			// What somebody does may end a finding: the next pull looks, however short ago the last look was.
			this.#lookedAt = Number.NEGATIVE_INFINITY;
		}
		this.#port.send(intent.type === 'pull' ? this.#widen(intent) : intent);
	}

	listen(listener: (message: EngineMessage) => void): () => void {
		this.#listeners.add(listener);
		this.#stopListening ??= this.#port.listen(message => this.#handleMessage(message));
		return () => this.#listeners.delete(listener);
	}

	close(): Promise<void> {
		return this.#port.close();
	}

	#widen(intent: Extract<Intent, {type: 'pull'}>): Intent {
		const now = this.#now();
		const everyMs = Math.max(leastLookMs, lookMs * this.#settings.diagnosisTimeScale);
		// Pulls come a little early or late: half of one at the usual rates is neither.
		if (!intent.query.withAllPeers && now - this.#lookedAt < everyMs - leastLookMs / 2) {
			return intent;
		}
		this.#lookedAt = now;
		return {...intent, query: {...intent.query, withAllPeers: true}};
	}

	#handleMessage(message: EngineMessage): void {
		this.#tell(message);
		for (const event of message.type === 'events' ? message.events : []) {
			this.#diagnostics.handleEvent(event);
			if (event.type === 'settings') {
				this.#settings = event.settings;
			} else if (event.type === 'torrentRemoved') {
				this.#told.delete(event.torrentId);
			}
		}
		const reports = this.#doctor.handleMessage(message);
		if (message.type === 'snapshot' && message.allPeers !== null) {
			this.#reports = reports;
			const events = [
				...reports.flatMap(report => this.#eventsOf(report, message.epochMs)),
				...this.#diagnostics.linesAt(message).filter(line => this.#isLogged(line)),
			];
			if (events.length > 0) {
				this.#tell({type: 'events', events});
			}
		}
	}

	/** Nothing while it would say the same as before. */
	#eventsOf({torrentId, findings, changes}: TorrentReport, epochMs: number): EngineEvent[] {
		if (isSame(this.#told.get(torrentId) ?? [], findings)) {
			return [];
		}
		if (findings.length > 0) {
			this.#told.set(torrentId, findings);
		} else {
			this.#told.delete(torrentId);
		}
		const lines = changes
			.map(change => logLineOf(change, torrentId, epochMs))
			.filter(line => this.#isLogged(line));
		return [{type: 'findings', torrentId, epochMs, findings, changes}, ...lines];
	}

	#isLogged({level}: LogEvent): boolean {
		return severities.indexOf(level) >= severities.indexOf(this.#settings.logLevel);
	}

	#tell(message: EngineMessage): void {
		for (const listener of this.#listeners) {
			listener(message);
		}
		this.#hear(message);
	}
}

/** Whether two lists read the same; what does not change in words is not made anew for everybody who shows it. */
function isSame(before: readonly Finding[], after: readonly Finding[]): boolean {
	return (
		before.length === after.length &&
		after.every((finding, at) => {
			const {id, severity, headline, evidence} = before[at]!;
			return (
				id === finding.id &&
				severity === finding.severity &&
				headline === finding.headline &&
				evidence.length === finding.evidence.length &&
				evidence.every(({text}, place) => text === finding.evidence[place]!.text)
			);
		})
	);
}

/** A finding that comes is as severe as it is; one that goes is good news. */
function logLineOf(
	{state, finding: {id, severity, headline}}: FindingChange,
	torrentId: number,
	epochMs: number,
): LogEvent {
	const level: Severity = state === 'appeared' ? severity : 'info';
	const text = state === 'appeared' ? `${id} ${headline}` : `${id} is over: ${headline}`;
	const name = `finding-${state}`;
	return {type: 'log', epochMs, level, name, torrentId, peerId: null, address: null, text};
}
