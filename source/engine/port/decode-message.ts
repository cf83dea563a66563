import * as z from 'zod';
import {ParseError} from '../../protocol/parse-error.js';
import type {EngineMessage} from '../../store/engine-port.js';
import {eventSchema} from './event-schema.js';
import {snapshotSchema} from './snapshot-schema.js';

const eventsSchema = z.object({
	type: z.literal('events'),
	events: z.array(z.unknown()).max(100_000),
});

/** A message as `encodeMessage` wrote it, out of parsed JSON; read strictly. Events that this version does not know are left out. */
export function decodeMessage(value: unknown): EngineMessage | ParseError {
	const events = eventsSchema.safeParse(value);
	if (!events.success) {
		const snapshot = snapshotSchema.safeParse(value);
		return snapshot.success ? snapshot.data : new ParseError(describe(snapshot.error));
	}
	const known = events.data.events.map(event => eventSchema.safeParse(event));
	return {type: 'events', events: known.flatMap(({data}) => (data === undefined ? [] : [data]))};
}

function describe(error: z.ZodError): string {
	const [issue] = error.issues;
	return `${issue?.path.join('.') || 'it'} is not as it should be`;
}
