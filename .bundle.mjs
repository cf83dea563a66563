// Packs what tsc made into a few files: a start that opens 430 modules one by one costs 0.1 s of CPU more, and the first
// frame comes that much later (source/readme.md has the figures). The workers keep their names, since they are found by URL.
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {build} from 'esbuild';
import {manualPage} from './dist/source/commands/manual/manual.js';

const outdir = 'dist/bin';

/**
 * meow mends the package.json it is given, with half of npm's own code, and we give it a name: without that code every command
 * starts with 5 to 13 ms of CPU and 4 MB less.
 */
const plainPackageJson = {
	name: 'plain-package-json',
	setup({onLoad}) {
		onLoad({filter: /meow[/\\]build[/\\]dependencies\.js$/}, ({path}) => {
			const before = readFileSync(path, 'utf8');
			const contents = before.replace(
				/^var normalizeExports = .*\nconst normalizePackageData = .*\npromisify\(execFile\);$/m,
				'const normalizePackageData = () => {};',
			);
			if (contents === before) {
				throw new Error(`${path} is not the meow that .bundle.mjs knows`);
			}

			return {contents};
		});
	},
};

rmSync(outdir, {recursive: true, force: true});
/** What both builds have in common. */
const common = {
	outdir,
	entryNames: '[name]',
	bundle: true,
	format: 'esm',
	platform: 'node',
	target: 'node22',
	define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
	// CommonJS packages inside call `require` for Node's own modules.
	banner: {
		js: "import {createRequire as requireFrom} from 'node:module'; const require = requireFrom(import.meta.url);",
	},
	// cli.js sets NODE_ENV, for the packages that stay outside.
	logOverride: {'assign-to-define': 'silent'},
	logLevel: 'warning',
};
await build({
	...common,
	entryPoints: ['dist/source/cli.js'],
	chunkNames: 'chunk-[name]-[hash]',
	plugins: [plainPackageJson],
	splitting: true,
	// `ink-table` is reached through `require`, and must see the React that the rest sees. Nobody debugs the screen there.
	external: ['react', 'ink-table', 'react-devtools-core'],
});
// A file each: what a worker shared with the rest as chunks, each thread had to open for itself, 90 files for a `get` instead of 60.
await build({
	...common,
	entryPoints: [
		'dist/source/engine/engine-worker.js',
		'dist/source/engine/disk/hash-worker.js',
		'dist/source/lab/black-hole-worker.js',
	],
});

// The manual page, from the tables of the help.
const {version} = JSON.parse(readFileSync('package.json', 'utf8'));
mkdirSync('dist/man', {recursive: true});
writeFileSync('dist/man/unchoke.1', manualPage(version));
