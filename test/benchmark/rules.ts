/**
 * What the decisions cost, without network or disk: `node dist/test/benchmark/rules.js`. A pick may cost 1 µs and a HAVE 0.1 µs at
 * 100,000 pieces × 500 peers; 2,000 idle peers may cost 12 KiB each (connections included) and no measurable CPU.
 */
import {pathToFileURL} from 'node:url';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {setBit} from '../../source/protocol/bitfield.js';
import {encodeReserved} from '../../source/protocol/handshake.js';
import {blockLength} from '../../source/protocol/messages.js';
import {Peer} from '../../source/swarm/peer.js';
import {Picker} from '../../source/swarm/picker.js';
import {createPieceBits} from '../../source/swarm/piece-bits.js';
import {Pipeline} from '../../source/swarm/pipeline.js';
import {Swarm} from '../../source/swarm/swarm.js';
import {Torrent} from '../../source/swarm/torrent.js';
import type {TorrentOptions} from '../../source/swarm/torrent-options.js';
import type {TorrentOutput} from '../../source/swarm/torrent-output.js';
import {createRandom} from '../swarm/random.js';
import {defaults} from '../swarm/world.js';
import {type IdleCost, measureIdleSwarm} from './idle-swarm.js';
import {formatTable, type Table} from './table.js';

// What lives is counted, not what is still to be collected.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const pieceCount = 100_000;
const peerCount = 500;
const idleCount = 2000;

const nothing = () => {};
const silentOutput: TorrentOutput = {
	send: nothing,
	sendBlock: nothing,
	cancelBlocks: nothing,
	close: nothing,
	completePiece: nothing,
	dropPiece: nothing,
	revokeBlock: nothing,
	isLogged: () => false,
	report: nothing,
};

function optionsOf(random: () => number, pieceLength = blockLength): TorrentOptions {
	let nextId = 1;
	return {
		infoHash: new Uint8Array(20),
		ourPeerId: new Uint8Array(20).fill(1),
		isPrivate: false,
		length: pieceCount * pieceLength,
		pieceLength,
		pieceCount,
		settings: {...defaults, maxPeersPerTorrent: 2000},
		random,
		nextPeerId: () => nextId++,
		extensionHandshake: () => new Uint8Array(),
	};
}

function connect(torrent: Torrent, options: TorrentOptions, number: number): Peer {
	const host = `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`;
	const peer = torrent.handleIncoming({host, port: 6881}, 0);
	if (typeof peer === 'string') {
		throw new Error(`refused: ${peer}`);
	}
	const peerId = new Uint8Array(20);
	new DataView(peerId.buffer).setUint32(16, number + 1000);
	const reserved = encodeReserved({isFast: true, hasExtensions: false, hasDht: false});
	torrent.handleHandshake(peer, {infoHash: options.infoHash, peerId, reserved}, 0);
	return peer;
}

function randomBits(random: () => number, share: number): Uint8Array {
	const bits = createPieceBits(pieceCount);
	for (let index = 0; index < pieceCount; index++) {
		if (random() < share) {
			setBit(bits, index);
		}
	}
	return bits;
}

/** Microseconds of processor time for each of `count` calls. */
function time(count: number, call: (number: number) => void): number {
	const before = process.cpuUsage();
	for (let number = 0; number < count; number++) {
		call(number);
	}
	const {user, system} = process.cpuUsage(before);
	return (user + system) / count;
}

/** New pieces picked for peers that have between a tenth and nine tenths of the torrent. */
function measurePick(): number {
	const random = createRandom(1);
	const swarm = new Swarm(optionsOf(random), silentOutput);
	const picker = new Picker(swarm);
	const peers: Peer[] = [];
	for (let number = 0; number < peerCount; number++) {
		const peer = new Peer(number, {host: '10.0.0.1', port: number}, 'tracker', false);
		peer.bits = randomBits(random, 0.1 + (0.8 * number) / peerCount);
		peer.availability = 'some';
		peer.peerChoking = false;
		peer.piecesWanted = pieceCount;
		swarm.availability.join(peer.bits);
		peers.push(peer);
	}
	// A piece is here already, so the rarest are picked.
	swarm.pieces.haveCount = 1;
	const pipelines = peers.map(() => new Pipeline(0));
	const numbers = Array.from({length: 500}, () => Math.floor(random() * peerCount));
	const rounds = Array.from({length: 100}, () => {
		const picked: number[] = [];
		const microseconds = time(numbers.length, at => {
			const number = numbers[at]!;
			const piece = picker.pick(peers[number]!, pipelines[number]!, 0)!;
			// As if its only block were asked for.
			piece.close();
			picked.push(piece.index);
		});
		for (const index of picked) {
			swarm.pieces.submit(index);
		}
		return microseconds;
	});
	return rounds.reduce((sum, round) => sum + round, 0) / rounds.length;
}

/** HAVEs of random pieces from random peers that lack them. */
function measureHave(): number {
	const random = createRandom(2);
	const options = optionsOf(random);
	const torrent = new Torrent(options, silentOutput);
	torrent.handleStart(0);
	const peers = Array.from({length: peerCount}, (_, number) => {
		const peer = connect(torrent, options, number);
		torrent.handleBitfield(peer, randomBits(random, 0.1 + (0.8 * number) / peerCount), 0);
		return peer;
	});
	const news = Array.from({length: 2_000_000}, () => [
		Math.floor(random() * peerCount),
		Math.floor(random() * pieceCount),
	]).filter(([number, index]) => !peers[number!]!.has(index!));
	const numbers = Int32Array.from(news, ([number]) => number!);
	const indices = Int32Array.from(news, ([, index]) => index!);
	return time(news.length, at => torrent.handleHave(peers[numbers[at]!]!, indices[at]!, 0));
}

/** A block from request to request, all decisions in between, of pieces of 256 KiB from a few seeds. */
function measureBlock(): number {
	const random = createRandom(3);
	const options = {...optionsOf(random, 16 * blockLength)};
	const complete: number[] = [];
	const torrent = new Torrent(options, {
		...silentOutput,
		completePiece: index => complete.push(index),
	});
	torrent.handleStart(0);
	const peers = Array.from({length: 8}, (_, number) => {
		const peer = connect(torrent, options, number);
		torrent.handleHaveAll(peer, 0);
		torrent.handleUnchoke(peer, 0);
		return peer;
	});
	let now = 0;
	return time(500_000, number => {
		const peer = peers[number % peers.length]!;
		const {index, begin, length} = peer.pipeline!.first!;
		now += 0.1;
		torrent.handleBlockHeader(peer, index, begin, length, now);
		torrent.handleBlockProgress(peer, length, now);
		torrent.handleBlock(peer, index, begin, length, now);
		for (const whole of complete.splice(0)) {
			torrent.handleVerified(whole, now);
		}
		if (number % 500 === 0) {
			torrent.tick(now);
		}
	});
}

/** A swarm of peers that have all and say nothing. */
function createIdle(): {torrent: Torrent; bytesPerPeer: number} {
	const random = createRandom(4);
	const options = optionsOf(random);
	const torrent = new Torrent(options, silentOutput);
	torrent.handleStart(0);
	const numbers = Array.from({length: idleCount}, (_, number) => number);
	collectGarbage();
	const before = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
	for (const number of numbers) {
		torrent.handleHaveAll(connect(torrent, options, number), 0);
	}
	collectGarbage();
	const after = process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
	torrent.tick(100);
	return {torrent, bytesPerPeer: (after - before) / idleCount};
}

/** The best of three: the first one warms the code up, and whatever else the machine does only adds. */
function warm(measure: () => number): number {
	return Math.min(measure(), measure(), measure());
}

/** The same peers as the engine's process feels them: their sockets and all. */
function idleRows(cost: IdleCost): Table['rows'] {
	const {count, aloneBytes, crowdedBytes, aloneMsPerSecond, crowdedMsPerSecond} = cost;
	return [
		{
			what: `an idle peer of ${count}, with its socket`,
			bytes: (crowdedBytes - aloneBytes) / count,
			'limit bytes': 12 * 1024,
		},
		{what: 'CPU of an engine with nobody', 'ms/s': aloneMsPerSecond},
		{what: `CPU of an engine with ${count} idle peers`, 'ms/s': crowdedMsPerSecond},
	];
}

/** The first half pays for more than itself: while it connects, V8 compiles what connecting runs. */
function idleNotes({count, aloneBytes, halfBytes, crowdedBytes}: IdleCost): string[] {
	const [alone, half, crowded] = [aloneBytes, halfBytes, crowdedBytes].map(bytes =>
		(bytes / 1e6).toFixed(1),
	);
	const laterBytes = Math.round((crowdedBytes - halfBytes) / (count / 2));
	return [
		`The engine's process has ${alone} MB alone, ${half} MB with ${count / 2} peers, ${crowded} MB with ${count}: a peer is charged with all`,
		`that was added, what was compiled meanwhile included. The second half alone takes ${laterBytes} bytes a peer.`,
	];
}

/** Measures every rule that runs often. */
export async function run(): Promise<Table> {
	const {torrent, bytesPerPeer} = createIdle();
	const idleTick = time(2000, number => torrent.tick(200 + number / 1000));
	const idleDeadline = time(2000, () => torrent.nextDeadline());
	const idle = await measureIdleSwarm(idleCount);
	return {
		title: `Decisions at ${pieceCount} pieces × ${peerCount} peers`,
		columns: ['what', 'µs', 'limit µs', 'bytes', 'limit bytes', 'ms/s'],
		rows: [
			{what: 'a new piece picked', µs: warm(measurePick), 'limit µs': 1},
			{what: 'HAVE', µs: warm(measureHave), 'limit µs': 0.1},
			{what: 'a block, from request to the next request', µs: warm(measureBlock)},
			{what: `tick over ${idleCount} idle peers`, µs: idleTick},
			{what: `next deadline of ${idleCount} idle peers`, µs: idleDeadline},
			{what: 'an idle peer, decisions only', bytes: bytesPerPeer, 'limit bytes': 12 * 1024},
			...(idle === undefined ? [] : idleRows(idle)),
		],
		notes: idle === undefined ? [] : idleNotes(idle),
	};
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	console.log(formatTable(await run()));
}
