import {mkdtempSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Settings} from '../../store/settings.js';
import type {CommandInput} from '../command-table.js';
import type {DiagnosedPort} from '../diagnosed-port.js';
import {openEngine} from '../open-engine.js';
import {openProgressLine} from '../progress-line.js';
import {sessionItems} from '../session-items.js';
import type {SessionItem} from '../session-torrent.js';

/** A swarm joined to be looked at. */
export interface DoctorRun {
	readonly item: SessionItem;
	readonly port: DiagnosedPort;
	/** Takes away what nobody asked to keep; to be called when the port is closed. */
	close(): Promise<void>;
}

/**
 * Opens the torrent and starts an engine for it. With `--dir` what comes in is saved there and goes on from what is
 * there already, as `get` would; without, everything goes into a temporary folder that is gone afterwards.
 * @throws UsageError or RunError when the torrent can't be opened or nothing can be saved.
 */
export async function startDoctorRun(input: CommandInput, settings: Settings): Promise<DoctorRun> {
	const folder =
		input.flags.dir === undefined ? mkdtempSync(join(tmpdir(), 'unchoke-doctor-')) : undefined;
	const close = async (): Promise<void> => {
		if (folder !== undefined) {
			await rm(folder, {recursive: true, force: true});
		}
	};
	const line = openProgressLine();
	try {
		const dir = folder === undefined ? input.flags.dir : join(folder, 'payload');
		const flags = dir === undefined ? input.flags : {...input.flags, dir};
		const [item] = await sessionItems({words: input.words, flags}, line);
		const stateDir = folder && join(folder, 'state');
		return {item: item!, port: await openEngine({settings, flags, stateDir}), close};
	} catch (error) {
		await close();
		throw error;
	} finally {
		line.close();
	}
}
