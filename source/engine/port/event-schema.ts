import * as z from 'zod';
import {foreignText} from '../../protocol/foreign-text.js';
import {closeReasons} from '../../store/close-reason.js';
import type {EngineEvent} from '../../store/engine-port.js';
import {defaultSettings, type SettingName, type Settings} from '../../store/settings.js';

/** The longest string that is taken: a sentence with a path in it. */
const maxTextLength = 20_000;
/** Most entries of a list: files of a torrent. */
const maxEntries = 100_000;

/** Whoever wrote it escaped it, if it was us; it is read as a stranger's all the same. */
export const textSchema = z
	.string()
	.max(maxTextLength)
	.transform(text => foreignText(text, maxTextLength));

/** Several lines, each escaped alone: the diagnostics of a peer. */
const linesSchema = z
	.string()
	.max(maxTextLength)
	.transform(text =>
		text
			.split('\n')
			.map(line => foreignText(line, maxTextLength))
			.join('\n'),
	);

const nullableText = textSchema.nullable();
const id = z.int().min(0);
const port = z.int().min(0).max(65_535);
const number = z.number();
/** What a date can be made of: milliseconds, and seconds, since 1970. */
const epochMs = z.number().min(-8.64e15).max(8.64e15);
const epochSeconds = z.number().min(-8.64e12).max(8.64e12);

function list<Schema extends z.ZodType>(schema: Schema) {
	return z.array(schema).max(maxEntries);
}

/** What this version knows of the settings; the rest has its default. */
const settingsSchema = z
	.record(z.string(), z.unknown())
	.transform(given =>
		Object.fromEntries(
			Object.entries(defaultSettings).map(([name, value]) => [
				name,
				isLike(given[name], name as SettingName) ? given[name] : value,
			]),
		),
	) as unknown as z.ZodType<Settings>;

function isLike(value: unknown, name: SettingName): boolean {
	const isAutomatic = name === 'pipelineDepth' && typeof value === 'number';
	return isAutomatic || typeof value === typeof defaultSettings[name];
}

const findingSchema = z.object({
	id: textSchema,
	severity: z.enum(['info', 'warn', 'error']),
	since: epochMs,
	headline: textSchema,
	evidence: list(
		z.object({
			text: textSchema,
			peer: textSchema.exactOptional(),
			tracker: textSchema.exactOptional(),
			piece: number.exactOptional(),
			path: textSchema.exactOptional(),
		}),
	),
	actions: list(z.object({label: textSchema, command: nullableText})),
	reference: textSchema,
});

const torrentSchema = z.object({
	torrentId: id,
	name: textSchema,
	infoHash: nullableText,
	infoHashV2: nullableText,
	dir: textSchema,
	length: number,
	pieceLength: number,
	pieceCount: number,
	isPrivate: z.boolean(),
	files: list(z.object({path: textSchema, length: number})),
	trackers: list(list(textSchema)),
	webSeeds: list(textSchema),
	comment: nullableText,
	createdBy: nullableText,
	createdAt: epochSeconds.nullable(),
});

const logLevel = z.enum(['debug', 'info', 'warn', 'error']);

/** Every event, as JSON says it. */
export const eventSchema: z.ZodType<EngineEvent> = z.discriminatedUnion('type', [
	z.object({type: z.literal('ready'), listenPort: port.nullable(), message: nullableText}),
	z.object({
		type: z.literal('addResult'),
		requestId: id,
		torrentId: id.nullable(),
		error: nullableText,
		isUsage: z.boolean(),
	}),
	z.object({type: z.literal('torrentAdded'), torrent: torrentSchema}),
	z.object({type: z.literal('torrentRemoved'), torrentId: id}),
	z.object({
		type: z.literal('torrentState'),
		torrentId: id,
		state: textSchema,
		error: nullableText,
	}),
	z.object({type: z.literal('torrentComplete'), torrentId: id}),
	z.object({
		type: z.literal('peer'),
		peer: z.object({
			torrentId: id,
			peerId: id,
			address: textSchema,
			client: textSchema,
			remotePeerId: textSchema,
		}),
	}),
	z.object({
		type: z.literal('peerClosed'),
		epochMs,
		torrentId: id,
		peerId: id,
		address: textSchema,
		reason: z.enum(closeReasons),
		detail: textSchema,
		lifeMs: number,
		isHandshaken: z.boolean(),
	}),
	z.object({
		type: z.literal('pieceFailed'),
		torrentId: id,
		index: id,
		peers: list(textSchema),
	}),
	z.object({
		type: z.literal('network'),
		listenPort: port.nullable(),
		listenFailure: z.object({code: textSchema, port}).nullable(),
		isBindGone: z.boolean(),
	}),
	z.object({
		type: z.literal('log'),
		epochMs,
		level: logLevel,
		name: textSchema,
		torrentId: id.nullable(),
		peerId: id.nullable(),
		address: nullableText,
		text: linesSchema,
	}),
	z.object({
		type: z.literal('findings'),
		torrentId: id,
		epochMs,
		findings: list(findingSchema),
		changes: list(z.object({state: z.enum(['appeared', 'gone']), finding: findingSchema})),
	}),
	z.object({type: z.literal('settings'), settings: settingsSchema}),
	z.object({type: z.literal('stopped')}),
	z.object({type: z.literal('crashed'), message: textSchema, stack: textSchema}),
]);
