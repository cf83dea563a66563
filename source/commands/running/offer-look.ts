import {join} from 'node:path';
import {makeFolder} from '../../engine/disk/make-folder.js';
import type {PortServer} from '../../engine/port/port-server.js';
import {stateEvents} from '../../store/state-events.js';
import type {StateKeeper} from '../../store/state-keeper.js';
import {userFolders} from '../config/folders.js';

/** A socket's path must fit into 108 bytes on Linux, 104 elsewhere, with the zero at its end. */
const maxPathLength = 100;

/**
 * Lets other programs of this user look at what runs here, through a socket in their runtime folder.
 * @returns undefined where it can't be: no such sockets, no folder, a path that is too long. Nothing else depends on it.
 */
export async function offerLook(keeper: StateKeeper): Promise<PortServer | undefined> {
	const folder = userFolders().runtime;
	const path = join(folder, `${process.pid}.sock`);
	if (process.platform === 'win32' || Buffer.byteLength(path) > maxPathLength) {
		return undefined;
	}
	try {
		await makeFolder(folder, 0o700);
		const {PortServer} = await import('../../engine/port/port-server.js');
		return await PortServer.open({
			path,
			greeting: () => stateEvents(keeper.state),
			snapshot: () => keeper.snapshot,
		});
	} catch {
		return undefined;
	}
}
