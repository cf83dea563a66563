/**
 * The valid name nearest to a misspelt one: one it begins, else the one fewest edits away. Case doesn't count.
 * The package that counts edits is loaded here, since only an error needs it.
 */
export async function nearest(given: string, valid: readonly string[]): Promise<string> {
	const {closestMatch} = await import('leven');
	const names = new Map(valid.map(name => [name.toLowerCase(), name]));
	const wanted = given.slice(0, 64).toLowerCase();
	const begun = wanted.length > 2 && [...names.keys()].find(name => name.startsWith(wanted));
	return names.get(begun || (closestMatch(wanted, [...names.keys()]) ?? '')) ?? '';
}
