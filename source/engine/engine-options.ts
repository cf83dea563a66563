import type {Settings} from '../store/settings.js';
import type {TraceOptions} from './trace/tracer.js';

/** What an engine starts with: plain data, so that it can be handed to a worker. */
export interface EngineOptions {
	readonly settings: Settings;
	/** Folder of resume data. */
	readonly stateDir: string;
	/** Our version, as trackers and peers are told. */
	readonly version: string;
	/** A capture of the peers' messages, where one is wanted. */
	readonly trace?: TraceOptions | undefined;
}
