import type {Settings} from '../../store/settings.js';

/** What the goal is held against. */
export interface SeedingRecord {
	readonly ratio: number;
	/** How long this run has seeded. */
	readonly seedingMs: number;
}

type Goal = Pick<Settings, 'seedRatio' | 'seedTime'>;

/** Whether seeding is to end at all. */
export const hasSeedingGoal = ({seedRatio, seedTime}: Goal): boolean =>
	seedRatio > 0 || seedTime > 0;

/** Why seeding ends now, as a sentence; undefined while it goes on. */
export const reachedSeedingGoal = (
	{seedRatio, seedTime}: Goal,
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
