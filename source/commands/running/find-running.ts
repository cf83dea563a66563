import {readdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {PortClient} from '../../engine/port/port-client.js';
import type {TorrentIdentity} from '../../store/engine-port.js';
import {userFolders} from '../config/folders.js';
import {errorCode} from '../system-error.js';

/** A program of ours answers within this, or it hangs; milliseconds. */
const answerWithinMs = 1000;
/** More programs than anybody runs. */
const maxSockets = 32;

/** A torrent that another program of this user runs. */
export interface RunningTorrent {
	/** Looks at its engine. To be closed by whoever got it. */
	readonly port: PortClient;
	/** Its process. */
	readonly pid: number;
	readonly torrent: TorrentIdentity;
}

/** Looks for a program of this user that runs the torrent of an info hash (hex), and begins to look at its engine. */
export async function findRunning(infoHash: string): Promise<RunningTorrent | undefined> {
	const folder = userFolders().runtime;
	const names = await readdir(folder).catch(() => []);
	const sockets = names.filter(name => /^\d+\.sock$/.test(name)).slice(0, maxSockets);
	const found = await Promise.all(sockets.map(async name => look(folder, name, infoHash)));
	const [first, ...others] = found.filter(each => each !== undefined);
	await Promise.all(others.map(({port}) => port.close()));
	return first;
}

async function look(
	folder: string,
	name: string,
	infoHash: string,
): Promise<RunningTorrent | undefined> {
	const pid = Number.parseInt(name, 10);
	const path = join(folder, name);
	if (!isRunning(pid)) {
		// A crash left it.
		await rm(path, {force: true});
		return undefined;
	}
	const port = new PortClient(path);
	const torrent = await torrentOf(port, infoHash);
	if (torrent !== undefined) {
		return {port, pid, torrent};
	}
	await port.close();
	return undefined;
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return errorCode(error) === 'EPERM';
	}
}

/** What its greeting says; who says nothing hangs. The greeting stays to be heard. */
function torrentOf(port: PortClient, infoHash: string): Promise<TorrentIdentity | undefined> {
	return new Promise(resolve => {
		const timer = setTimeout(() => resolve(undefined), answerWithinMs);
		port.peek(message => {
			clearTimeout(timer);
			const events = message.type === 'events' ? message.events : [];
			resolve(
				events
					.flatMap(event => (event.type === 'torrentAdded' ? [event.torrent] : []))
					.find(torrent => torrent.infoHash === infoHash || torrent.infoHashV2 === infoHash),
			);
		});
	});
}
