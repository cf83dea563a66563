import {BlockIntake} from './block-intake.js';
import {Choker} from './choker.js';
import {Clocks} from './clocks.js';
import {Connections} from './connections.js';
import {Corruption} from './corruption.js';
import {Departures} from './departures.js';
import {Downloads} from './downloads.js';
import {Endgame} from './endgame.js';
import {Handshakes} from './handshakes.js';
import {HaveNews} from './have-news.js';
import {Interest} from './interest.js';
import {Parole} from './parole.js';
import {PeerPieces} from './peer-pieces.js';
import {Picker} from './picker.js';
import {PieceResults} from './piece-results.js';
import {Rates} from './rates.js';
import {RequestQueue} from './request-queue.js';
import {RequestTimeouts} from './request-timeouts.js';
import type {Swarm} from './swarm.js';
import {Uploads} from './uploads.js';
import {Usefulness} from './usefulness.js';

/** Makes the policies of a torrent and tells each which others it works with: imports and calls go down this list only. */
export function createParts(swarm: Swarm) {
	const picker = new Picker(swarm);
	const endgame = new Endgame(swarm, picker);
	const requests = new RequestQueue(swarm, picker, endgame);
	const downloads = new Downloads(swarm, requests);
	const timeouts = new RequestTimeouts(swarm, requests, downloads);
	const departures = new Departures(swarm, requests, downloads);
	const uploads = new Uploads(swarm, departures);
	const choker = new Choker(swarm, uploads);
	const usefulness = new Usefulness(swarm, departures);
	const interest = new Interest(swarm, usefulness);
	const peerPieces = new PeerPieces(swarm, {interest, requests, departures});
	const parole = new Parole(swarm, downloads);
	const corruption = new Corruption(swarm, {downloads, departures, parole});
	const rates = new Rates(swarm);
	const intake = new BlockIntake(swarm, {
		picker,
		requests,
		downloads,
		departures,
		corruption,
		rates,
		timeouts,
	});
	const haveNews = new HaveNews(swarm);
	const handshakes = new Handshakes(swarm, {haveNews, choker, parole, departures, usefulness});
	const connections = new Connections(swarm, departures);
	const clocks = new Clocks(swarm, {departures, peerPieces, requests, timeouts, usefulness});
	const results = new PieceResults(swarm, {downloads, corruption, interest, haveNews});
	return {
		requests,
		downloads,
		departures,
		uploads,
		choker,
		usefulness,
		interest,
		peerPieces,
		corruption,
		parole,
		rates,
		intake,
		haveNews,
		handshakes,
		connections,
		clocks,
		results,
	};
}

/** The policies of a torrent. */
export type TorrentParts = ReturnType<typeof createParts>;
