import type {Peer, UploadBlock} from '../../source/swarm/peer.js';
import type {CoreClient} from './core-client.js';
import type {Link} from './link.js';

/** Bytes that may wait in the socket before the next block is given to it. */
const highWaterBytes = 64 * 1024;

/** How soon to look again whether the socket has room. */
const lookMs = 20;

/** Blocks on their way to a peer: until the socket has room for them they can be taken back. */
export class UploadLine {
	peer: Peer | undefined;
	readonly #client: CoreClient;
	readonly #link: Link;
	#queue: UploadBlock[] = [];
	#isPumpPlanned = false;

	constructor(client: CoreClient, link: Link) {
		this.#client = client;
		this.#link = link;
	}

	add(block: UploadBlock): void {
		this.#queue.push(block);
		this.#planPump(1);
	}

	/** Forgets one block, or all. */
	cancel(block?: UploadBlock): void {
		if (block === undefined) {
			this.#queue = [];
			return;
		}
		const at = this.#queue.findIndex(
			({index, begin, length}) =>
				index === block.index && begin === block.begin && length === block.length,
		);
		if (at >= 0) {
			this.#queue.splice(at, 1);
		}
	}

	#planPump(delayMs: number): void {
		if (!this.#isPumpPlanned && this.#queue.length > 0) {
			this.#isPumpPlanned = true;
			this.#client.scheduler.after(delayMs, () => {
				this.#isPumpPlanned = false;
				this.#pump();
			});
		}
	}

	#pump(): void {
		const {torrent, content, store} = this.#client;
		while (this.#queue.length > 0 && this.#link.backlog < highWaterBytes) {
			const {index, begin, length} = this.#queue.shift()!;
			this.#link.sendBlock(index, begin, content.blockOf(store, index, begin, length));
			torrent.handleBlockSent(this.peer!, index, begin, length, this.#client.now);
		}
		this.#planPump(lookMs);
	}
}
