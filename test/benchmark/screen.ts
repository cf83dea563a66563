import path from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import type {FakeSwarm} from '../ui/fake/fake-engine-port.js';
import {PseudoTerminal} from '../ui/pseudo-terminal.js';
import {measureMemory, measureStall, readMeter} from './screen-endurance.js';
import {median, type RunBenchmark, threeDigits} from './table.js';

const program = path.join(import.meta.dirname, 'screen-program.js');

/** Until the code is warm and the first numbers have settled. */
const warmUpMs = 4000;

/** How long memory is watched, after half as long to warm up. */
const memoryMs = 120_000;

/** Keys pressed one by one and timed. Before them others, so that each of them has something to change. */
interface KeyGroup {
	readonly before: string;
	readonly keys: readonly string[];
}

/** A swarm, and what a person does meanwhile. */
interface Scene {
	readonly name: string;
	readonly swarm: Partial<FakeSwarm>;
	/** What the screen shows when the swarm is there. */
	readonly shows: string;
	/** What is done while it runs, a group after the other. */
	readonly groups: readonly KeyGroup[];
	/** How long nothing is pressed, for CPU and bytes. */
	readonly restMs: number;
}

const moving = {before: 'G', keys: ['g', 'j', 'j', 'k', '\x1B[6~', '\x1B[5~', 'G', 'g']};
const sorting = {before: 'g', keys: ['s', 'S', 's', 'S', 's', 'S']};

const crowd = {torrents: 1000, peers: 2, firstPeers: 2000, stillFrom: 4, logEvery: 0};

const scenes: readonly Scene[] = [
	{
		name: '30 changing peers',
		swarm: {peers: 30},
		shows: 'choking us',
		groups: [moving],
		restMs: 10_000,
	},
	{
		name: 'nothing changes',
		swarm: {peers: 0, isPaused: true, logEvery: 0},
		shows: 'paused',
		groups: [],
		restMs: 10_000,
	},
	{
		name: '2,000 peers, among 1,000 torrents',
		swarm: crowd,
		shows: '1/2000',
		groups: [moving, sorting],
		restMs: 5000,
	},
	{
		name: '1,000 torrents, one with 2,000 peers',
		swarm: crowd,
		shows: '1/2000',
		groups: [{before: '1', keys: []}, moving, sorting],
		restMs: 5000,
	},
];

/** Milliseconds from a key to the first byte of its frame. */
async function press(screen: PseudoTerminal, key: string): Promise<number> {
	const startedAt = performance.now();
	screen.type(key);
	await screen.nextByte();
	return performance.now() - startedAt;
}

async function measure(scene: Scene, rounds: number) {
	const options = JSON.stringify({...scene.swarm, warmUpMs});
	const screen = new PseudoTerminal([process.execPath, program, options], {columns: 200, rows: 50});
	try {
		await screen.until(text => text.trim() !== '', 'the first frame');
		const firstFrameMs = performance.now() - screen.startedAt;
		await screen.shows(scene.shows);
		await sleep(warmUpMs);
		const before = screen.bytes;
		await sleep(scene.restMs);
		const bytesPerSecond = ((screen.bytes - before) / scene.restMs) * 1000;
		const {cpuPercent, rssMiB} = await readMeter(screen);
		return {firstFrameMs, bytesPerSecond, cpuPercent, rssMiB, keysMs: await keysOf(scene, rounds)};
	} finally {
		screen.close();
	}
}

/** Keys are pressed on a screen of their own, so that they cost the measured one nothing. */
async function keysOf(scene: Scene, rounds: number): Promise<number[]> {
	if (scene.groups.length === 0) {
		return [];
	}
	const options = JSON.stringify({...scene.swarm, warmUpMs});
	const screen = new PseudoTerminal([process.execPath, program, options], {columns: 200, rows: 50});
	try {
		await screen.shows(scene.shows);
		await sleep(1000);
		const times: number[] = [];
		for (let round = 0; round < rounds; round++) {
			for (const {before, keys} of scene.groups) {
				screen.type(before);
				await sleep(300);
				for (const key of keys) {
					times.push(await press(screen, key));
					await sleep(30 + ((times.length * 37) % 90));
				}
			}
		}
		return times;
	} finally {
		screen.close();
	}
}

/** What the screen costs and how fast it answers, at 200×50 and 4 Hz in a real pseudo terminal. */
export const run: RunBenchmark = async ({runs, progress}) => {
	const rows = [];
	for (const scene of scenes) {
		const all = [];
		for (let count = 0; count < runs; count++) {
			progress(`screen: ${scene.name}, run ${count + 1} of ${runs}`);
			all.push(await measure(scene, 6));
		}
		const keysMs = all.flatMap(each => each.keysMs).sort((a, b) => a - b);
		rows.push({
			swarm: scene.name,
			'CPU %': median(all.map(each => each.cpuPercent ?? Number.NaN)),
			'bytes/s': median(all.map(each => each.bytesPerSecond)),
			'key ms': median(keysMs),
			'key p99 ms': keysMs[Math.floor(keysMs.length * 0.99)] ?? Number.NaN,
			'first frame ms': median(all.map(each => each.firstFrameMs)),
			'RSS MiB': median(all.map(each => each.rssMiB ?? Number.NaN)),
		});
	}
	progress('screen: a terminal that stops reading');
	const stall = await measureStall();
	progress('screen: memory');
	const memory = await measureMemory(memoryMs);
	return {
		title: 'The screen at 200×50 and 4 Hz on a fake swarm',
		columns: ['swarm', 'CPU %', 'bytes/s', 'key ms', 'key p99 ms', 'first frame ms', 'RSS MiB'],
		rows,
		notes: [
			'CPU % of one core, of the screen alone: making up the numbers is taken off.',
			'key: from a key to the first byte of its frame, through the pseudo terminal.',
			`A terminal that did not read for 10 s shows the present ${threeDigits(stall.presentMs)} ms after its return, with ${threeDigits(stall.bytes / 1000)} KB; the program grew by ${threeDigits(stall.rssGrowthMiB)} MiB.`,
			`Over ${memory.frames} frames with peers that come and go the heap went from ${threeDigits(memory.startMiB)} to ${threeDigits(memory.endMiB)} MiB: ${threeDigits(memory.perHourMiB)} MiB in an hour at 4 Hz.`,
			'Limits: 10 % and 12 KB/s with 30 changing peers, 0 bytes while nothing changes, 50 ms from key to frame.',
		],
	};
};
