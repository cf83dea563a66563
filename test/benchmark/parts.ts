import type {RunBenchmark} from './table.js';

/** Every part by its name, loaded when it runs. A new one is a module here and a line below. */
export const parts: Readonly<Record<string, () => Promise<{readonly run: RunBenchmark}>>> = {
	leech: async () => import('./leech.js'),
	seed: async () => import('./seed.js'),
	recheck: async () => import('./recheck.js'),
	rules: async () => import('./rules.js'),
	diagnosis: async () => import('./diagnosis.js'),
	screen: async () => import('./screen.js'),
};
