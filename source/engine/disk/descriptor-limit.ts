import {readdir, readFile} from 'node:fs/promises';

/** Descriptors of this process (E05): null where the system doesn't tell (anything but Linux). */
export interface DescriptorUse {
	/** The soft limit; Infinity when there is none. */
	readonly limit: number | null;
	readonly open: number | null;
}

/** Reads the soft limit from the text of `/proc/self/limits`; null when it isn't there. */
export function parseDescriptorLimit(limits: string): number | null {
	const soft = /^Max open files\s+(\d+|unlimited)\s/m.exec(limits)?.[1];
	if (soft === undefined) return null;
	return soft === 'unlimited' ? Number.POSITIVE_INFINITY : Number(soft);
}

/** How many descriptors this process has open and may have. `proc` is for tests. */
export async function descriptorUse(proc = '/proc/self'): Promise<DescriptorUse> {
	const [limits, open] = await Promise.allSettled([
		readFile(`${proc}/limits`, 'utf8'),
		readdir(`${proc}/fd`),
	]);
	return {
		limit: limits.status === 'fulfilled' ? parseDescriptorLimit(limits.value) : null,
		// Reading the folder holds one itself.
		open: open.status === 'fulfilled' ? Math.max(0, open.value.length - 1) : null,
	};
}
