import {Writable} from 'node:stream';

/**
 * What Ink takes for the terminal. Ink writes one whole frame at a time into it (its `debug` option), and the frame goes
 * on as a string; what reaches the real terminal, and when, is decided behind it.
 */
export class FrameStream extends Writable {
	readonly isTTY = true;
	columns: number;
	rows: number;
	readonly #draw: (frame: string) => void;

	/** `draw` gets every frame that Ink paints. */
	constructor(
		size: {readonly columns: number; readonly rows: number},
		draw: (frame: string) => void,
	) {
		super({decodeStrings: false});
		this.columns = size.columns;
		this.rows = size.rows;
		this.#draw = draw;
	}

	override _write(frame: unknown, _encoding: string, done: (error?: Error | null) => void): void {
		// Ink writes the empty string to learn that everything before it is through.
		if (typeof frame === 'string' && frame !== '') {
			this.#draw(frame);
		}
		done();
	}
}
