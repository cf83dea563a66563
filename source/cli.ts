#!/usr/bin/env node
import module from 'node:module';
import os from 'node:os';

// What an older Node can't load must not be imported before this line has looked: everything else comes by `import()`.
const oldestNode = 22;
const runningNode = Number.parseInt(process.versions.node, 10);

if (runningNode < oldestNode) {
	process.stderr.write(
		`unchoke: needs Node ${oldestNode} or newer, and this is Node ${process.versions.node}.\n`,
	);
	process.exitCode = 2;
} else {
	// React decides by this, when it loads, whether it runs its slow checks.
	process.env['NODE_ENV'] = 'production';
	// Ink's colours follow FORCE_COLOR only, and read it when they load.
	if (process.env['NO_COLOR'] || process.argv.includes('--no-color')) {
		process.env['FORCE_COLOR'] = '0';
	}
	// A tenth of the start's CPU; in a folder of the user's own, since it holds code that will be run.
	module.enableCompileCache?.(
		`${process.env['XDG_CACHE_HOME'] || `${os.homedir()}/.cache`}/unchoke`,
	);
	const {run} = await import('./commands/run.js');
	await run(process.argv.slice(2));
}
