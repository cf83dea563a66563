import type {Backpressure} from './backpressure.js';
import type {DiskEvents} from './disk-events.js';

/**
 * Tells one torrent when to ask for blocks and when to read its sockets: the memory of all torrents counts, and whether its own
 * writes fail. Told later, never from inside the call that changed it, and only what changed.
 */
export class FlowControl {
	readonly #backpressure: Backpressure;
	readonly #events: Pick<DiskEvents, 'handleRequestsAllowed' | 'handleReadsPaused'>;
	readonly #handlePressure = () => this.#tellSoon();
	#isFailed = false;
	#toldAllowed = true;
	#toldPaused = false;
	#isTellingSoon = false;

	constructor(
		backpressure: Backpressure,
		events: Pick<DiskEvents, 'handleRequestsAllowed' | 'handleReadsPaused'>,
	) {
		this.#backpressure = backpressure;
		this.#events = events;
		backpressure.listen(this.#handlePressure);
	}

	/** A write failed: no requests until `handleRetry`. */
	handleWriteFailed(): void {
		this.#isFailed = true;
		this.#tellSoon();
	}

	/** Writes may be tried again. */
	handleRetry(): void {
		this.#isFailed = false;
		this.#tellSoon();
	}

	/** Tells nothing any more. */
	close(): void {
		this.#backpressure.unlisten(this.#handlePressure);
	}

	#tellSoon(): void {
		if (this.#isTellingSoon) return;
		this.#isTellingSoon = true;
		queueMicrotask(() => {
			this.#isTellingSoon = false;
			this.#tell();
		});
	}

	#tell(): void {
		const {areRequestsHeld, areReadsPaused} = this.#backpressure;
		const isAllowed = !areRequestsHeld && !this.#isFailed;
		if (areReadsPaused !== this.#toldPaused) {
			this.#toldPaused = areReadsPaused;
			this.#events.handleReadsPaused(areReadsPaused);
		}
		if (isAllowed !== this.#toldAllowed) {
			this.#toldAllowed = isAllowed;
			this.#events.handleRequestsAllowed(isAllowed);
		}
	}
}
