import type {Settings} from '../store/settings.js';

/** What an engine starts with: plain data, so that it can be handed to a worker. */
export interface EngineOptions {
	readonly settings: Settings;
	/** Folder of resume data. */
	readonly stateDir: string;
	/** Our version, as trackers and peers are told. */
	readonly version: string;
}
