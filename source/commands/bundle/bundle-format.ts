import * as z from 'zod';

/** The first line of every help bundle: what it is and which shape it has. */
export const firstLine = 'unchoke help bundle, version 1';

/** Before this line it is for people, after it for programs: a value of JSON a line. */
export const machineLine =
	'--- For programs: the same as messages, one JSON value a line. Nothing follows for people. ---';

/** It is printed as it stands. */
const plain = z
	.string()
	.max(200)
	.regex(/^[\x20-\x7e]*$/);

/** Who made a bundle, where and when. */
export const bundleHeaderSchema = z.object({
	type: z.literal('bundle'),
	program: plain,
	node: plain,
	system: plain,
	madeAt: plain,
	torrentId: z.int().min(0),
	hidesAddresses: z.boolean(),
});

/** What {@link bundleHeaderSchema} reads. */
export type BundleHeader = z.infer<typeof bundleHeaderSchema>;
