import {makeFolder} from '../engine/disk/make-folder.js';
import type {TraceOptions} from '../engine/trace/tracer.js';
import type {EnginePort} from '../store/engine-port.js';
import type {Settings} from '../store/settings.js';
import {userFolders} from './config/folders.js';
import {pathError} from './system-error.js';
import {typedText} from './typed-text.js';
import {version} from './version.js';

/** What an engine starts with besides its settings. */
export interface StartEngineOptions {
	/** Where resume data goes; the user's state folder when absent. */
	readonly stateDir?: string | undefined;
	readonly trace?: TraceOptions | undefined;
}

/**
 * Starts the engine on its thread, with its resume data in the user's state folder, or in the one given.
 * @throws RunError when that folder can't be made.
 */
export async function startEngine(
	settings: Settings,
	{stateDir = userFolders().state, trace}: StartEngineOptions = {},
): Promise<EnginePort> {
	try {
		await makeFolder(stateDir, 0o700);
	} catch (error) {
		throw pathError(error, `cannot keep resume data in ${typedText(stateDir)}`);
	}
	const {WorkerPort} = await import('../engine/worker-port.js');
	return new WorkerPort({settings, stateDir, version: version(), trace});
}
