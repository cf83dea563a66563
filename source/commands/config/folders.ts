import envPaths from 'env-paths';

/** The folders that are the user's own, as their system has them (XDG on Linux). None is made before it is needed. */
export interface Folders {
	/** Where `config.toml` is looked for. */
	readonly config: string;
	/** Resume data and the logs of crashes: what should outlive a run, but is nobody's document. */
	readonly state: string;
}

/** Finds the user's folders. */
export function userFolders(): Folders {
	const paths = envPaths('unchoke', {suffix: ''});
	// On Linux env-paths calls the XDG state folder `log`; elsewhere `log` is for logs only.
	return {config: paths.config, state: process.platform === 'linux' ? paths.log : paths.data};
}
