import {chmodSync, writeFileSync} from 'node:fs';
import path from 'node:path';

/** A script that a client calls for each torrent that is done, and the file it writes a line to each time. */
export interface DoneHook {
	readonly script: string;
	readonly file: string;
}

/** Writes the script to a client's scratch folder. */
export function writeDoneHook(scratch: string): DoneHook {
	const script = path.join(scratch, 'done.sh');
	const file = path.join(scratch, 'done');
	writeFileSync(script, `#!/bin/sh\necho done >> '${file}'\n`);
	chmodSync(script, 0o755);
	return {script, file};
}
