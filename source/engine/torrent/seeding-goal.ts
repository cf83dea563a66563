import type {Settings} from '../../store/settings.js';

/** What the goal is held against. */
export interface SeedingRecord {
	readonly ratio: number;
	/** How long this run has seeded. */
	readonly seedingMs: number;
}

/** Why seeding ends now, as a sentence; undefined while it goes on. */
export const reachedSeedingGoal = (
	{seedRatio, seedTime}: Pick<Settings, 'seedRatio' | 'seedTime'>,
	{ratio, seedingMs}: SeedingRecord,
): string | undefined => {
	if (seedRatio > 0 && ratio >= seedRatio) {
		return `Seeding ends: the ratio of ${seedRatio} is reached`;
	}

	if (seedTime > 0 && seedingMs >= seedTime) {
		return `Seeding ends: ${Math.round(seedTime / 1000)} s of seeding are over`;
	}

	return undefined;
};
