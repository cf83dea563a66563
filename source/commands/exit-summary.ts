import {torrentColumns} from '../store/columns.js';
import type {EngineMessage, TorrentIdentity} from '../store/engine-port.js';
import {RowTable} from '../store/row-table.js';
import {doneShare, torrentStateOf} from '../store/torrent-row.js';
import {bytesText} from './amounts.js';
import {percentText} from './progress-bar.js';
import type {Table} from './tables.js';
import {typedText} from './typed-text.js';

/** Keeps the newest numbers of all torrents, for what is said when the screen is gone. */
export class ExitSummary {
	readonly #torrents = new Map<number, TorrentIdentity>();
	#numbers: Float64Array = new Float64Array(0);

	/** Hears what the engine says. */
	handleMessage(message: EngineMessage): void {
		if (message.type === 'snapshot') {
			this.#numbers = message.torrents;
			return;
		}
		for (const event of message.events) {
			if (event.type === 'torrentAdded') {
				this.#torrents.set(event.torrent.torrentId, event.torrent);
			} else if (event.type === 'torrentRemoved') {
				this.#torrents.delete(event.torrentId);
			}
		}
	}

	/** A row a torrent: how far it is, what went through, and where it is. */
	get table(): Table {
		const numbers = new RowTable(torrentColumns, this.#numbers);
		const rows = [...this.#torrents.values()].flatMap(({torrentId, name, dir}) => {
			const row = numbers.rowOf(torrentId);
			return row === undefined
				? []
				: [
						[
							name,
							torrentStateOf(row),
							percentText(doneShare(row)),
							bytesText(row.downBytes),
							bytesText(row.upBytes),
							typedText(dir),
						],
					];
		});
		return {
			columns: [
				{title: 'Torrent'},
				{title: 'State'},
				{title: 'Done', isNumber: true},
				{title: 'Down', isNumber: true},
				{title: 'Up', isNumber: true},
				{title: 'In'},
			],
			rows,
		};
	}
}
