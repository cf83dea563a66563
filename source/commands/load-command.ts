import type {RunCommand} from './command-table.js';

/** How to load the program of each command: each brings its own packages, and a run loads one. */
const loaders: Readonly<Record<string, () => Promise<RunCommand>>> = {
	'': async () => (await import('./screen.js')).runScreenCommand,
	show: async () => (await import('./show.js')).runShow,
	create: async () => (await import('./create.js')).runCreate,
	verify: async () => (await import('./verify.js')).runVerify,
	lab: async () => (await import('./lab/lab.js')).runLab,
	doctor: async () => (await import('./doctor/doctor.js')).runDoctor,
	get: async () => (await import('./get.js')).runGet,
	completion: async () => (await import('./completion.js')).runCompletion,
};

/** Loads a command of the table by its name. */
export async function loadCommand(name: string): Promise<RunCommand> {
	const load = loaders[name];
	if (load === undefined) {
		throw new Error(`the command ${name} has no program`);
	}
	return load();
}
