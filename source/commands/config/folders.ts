import {join} from 'node:path';
import envPaths from 'env-paths';

/** The folders that are the user's own, as their system has them (XDG on Linux). None is made before it is needed. */
export interface Folders {
	/** Where `config.toml` is looked for. */
	readonly config: string;
	/** Resume data and the logs of crashes: what should outlive a run, but is nobody's document. */
	readonly state: string;
	/** Sockets of running programs: gone with the session. */
	readonly runtime: string;
}

/** Finds the user's folders. */
export function userFolders(): Folders {
	const paths = envPaths('unchoke', {suffix: ''});
	// On Linux env-paths calls the XDG state folder `log`; elsewhere `log` is for logs only.
	const state = process.platform === 'linux' ? paths.log : paths.data;
	const session = process.env['XDG_RUNTIME_DIR'];
	return {
		config: paths.config,
		state,
		runtime: session ? join(session, 'unchoke') : join(state, 'run'),
	};
}
