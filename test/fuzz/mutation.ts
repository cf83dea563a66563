import fc from 'fast-check';

/** One small wrong: a byte changed, taken out, put in or repeated, or the end cut off. */
type Mutation = readonly [
	kind: 'set' | 'remove' | 'insert' | 'repeat' | 'cut',
	at: number,
	byte: number,
];

const mutation: fc.Arbitrary<Mutation> = fc.tuple(
	fc.constantFrom('set', 'remove', 'insert', 'repeat', 'cut'),
	fc.nat(),
	// Mostly bytes that mean something in bencode or in a length prefix.
	fc.oneof(
		fc.constantFrom(...[...'dlie0123456789:-'].map(c => c.charCodeAt(0)), 0, 255),
		fc.nat(255),
	),
);

function mutate(bytes: readonly number[], [kind, position, byte]: Mutation): number[] {
	const at = bytes.length === 0 ? 0 : position % bytes.length;
	const before = bytes.slice(0, at);
	switch (kind) {
		case 'set':
			return [...before, byte, ...bytes.slice(at + 1)];
		case 'remove':
			return [...before, ...bytes.slice(at + 1)];
		case 'insert':
			return [...before, byte, ...bytes.slice(at)];
		case 'repeat':
			return [...before, ...bytes.slice(at, at + 16), ...bytes.slice(at)];
		case 'cut':
			return before;
	}
}

/** Bytes that were valid before a few small wrongs. */
export function mutated(valid: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
	return fc
		.tuple(valid, fc.array(mutation, {minLength: 1, maxLength: 5}))
		.map(([bytes, mutations]) => Uint8Array.from(mutations.reduce(mutate, [...bytes])));
}
