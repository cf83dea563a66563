import {mkdtempSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Lab, LabOptions} from '../../lab/lab.js';
import type {Scenario} from '../../lab/scenario.js';
import type {SessionItem} from '../session-torrent.js';
import {writeOut} from '../torrent-out.js';

/** A scenario that is started when somebody asks for its torrent, with a folder that is gone afterwards. */
export class LabRun {
	readonly scenario: Scenario;
	readonly folder: string;
	readonly stateDir: string;
	readonly #options: LabOptions;
	readonly #torrentFile: string | undefined;
	#lab: Promise<Lab> | undefined;

	/** The same run each time, unless `options` choose another seed; `torrentFile` is where others find its torrent. */
	constructor(scenario: Scenario, options: LabOptions, torrentFile?: string) {
		this.scenario = scenario;
		this.#options = options;
		this.#torrentFile = torrentFile;
		this.folder = mkdtempSync(join(tmpdir(), 'unchoke-lab-'));
		this.stateDir = join(this.folder, 'state');
	}

	/** The scenario's trackers and peers, up and listening. */
	get lab(): Promise<Lab> {
		this.#lab ??= import('../../lab/lab.js').then(({Lab: Labs}) =>
			Labs.start(this.scenario, this.#options),
		);
		return this.#lab;
	}

	/** The scenario's torrent, and how it is to be added. */
	async openItem(): Promise<SessionItem> {
		const torrent = await (await this.lab).torrentIn(join(this.folder, 'payload'));
		if (this.#torrentFile !== undefined) {
			await writeOut(this.#torrentFile, torrent.metainfo);
		}
		const {openTorrentBytes} = await import('../torrent-source.js');
		const origin = `the scenario ${this.scenario.name}`;
		return {origin, metainfo: openTorrentBytes(torrent.metainfo, origin).metainfo, torrent};
	}

	/** Ends the lab and takes its folder away. */
	async close(): Promise<void> {
		await (await this.#lab)?.stop();
		await rm(this.folder, {recursive: true, force: true});
	}
}
