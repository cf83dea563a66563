import type {Message} from '../../protocol/messages.js';

/** One message of the inspected peer, in words. */
export interface TracedMessage {
	/** Engine clock, milliseconds. */
	readonly at: number;
	readonly isOutgoing: boolean;
	readonly text: string;
}

const capacity = 200;

/** The newest messages of the one peer whose page is open, both ways. Others are not traced at all. */
export class MessageTrace {
	readonly #messages: TracedMessage[] = [];

	record(message: TracedMessage): void {
		this.#messages.push(message);
		if (this.#messages.length > 2 * capacity) {
			this.#messages.splice(0, capacity);
		}
	}

	/** Oldest first. */
	list(): readonly TracedMessage[] {
		return this.#messages.slice(-capacity);
	}
}

/** A message as the trace shows it: its name of BEP 3 and what it is about. */
export const describeMessage = (message: Message): string => {
	switch (message.type) {
		case 'have':
		case 'suggestPiece':
		case 'allowedFast':
			return `${message.type} ${message.index}`;
		case 'request':
		case 'cancel':
		case 'rejectRequest':
			return describeBlock(message.type, message.index, message.begin, message.length);
		case 'bitfield':
			return `bitfield (${message.bits.length} bytes)`;
		case 'port':
			return `port ${message.port}`;
		case 'extended':
			return `extended ${message.id} (${message.payload.length} bytes)`;
		default:
			return message.type;
	}
};

/** A message about one block, as the trace shows it. */
export const describeBlock = (name: string, index: number, begin: number, length: number): string =>
	`${name} ${index}:${begin}+${length}`;
