import path from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {PseudoTerminal} from '../ui/pseudo-terminal.js';

const program = path.join(import.meta.dirname, 'screen-program.js');
const size = {columns: 200, rows: 50};

/** Frames of an hour at 4 Hz. */
const framesPerHour = 4 * 3600;

/** Time is compressed: as many frames a second as the screen draws at most. */
const fastestHz = 20;

/** How long the terminal does not read. */
const stallMs = 10_000;

/** What a terminal that stopped reading got afterwards. */
export interface StallResult {
	/** From its return to the screen that shows what was typed meanwhile. */
	readonly presentMs: number;
	/** Bytes that came once it read again, up to then. */
	readonly bytes: number;
	/** What the program's memory grew by: no backlog of frames. */
	readonly rssGrowthMiB: number;
}

/** A terminal stops reading for ten seconds while the swarm changes, and a person types blindly. */
export async function measureStall(): Promise<StallResult> {
	const options = JSON.stringify({peers: 30, warmUpMs: 3000, settings: {refresh: fastestHz}});
	const screen = new PseudoTerminal([process.execPath, program, options], size);
	try {
		await screen.shows('choking us');
		await sleep(4000);
		screen.pty.pause();
		await sleep(stallMs);
		screen.type(':sort address\r/snub');
		await sleep(500);
		const before = screen.bytes;
		const startedAt = performance.now();
		screen.pty.resume();
		await screen.until(
			text => text.includes('/snub') && !text.includes('choking us'),
			'the present',
		);
		const presentMs = performance.now() - startedAt;
		const bytes = screen.bytes - before;
		const {rssMiB = 0, rssStartMiB = 0} = await readMeter(screen);
		return {presentMs, bytes, rssGrowthMiB: rssMiB - rssStartMiB};
	} finally {
		screen.close();
	}
}

/** What an hour on the screen leaves in memory. */
export interface MemoryResult {
	readonly frames: number;
	/** The heap after collecting, at the start and at the end. */
	readonly startMiB: number;
	readonly endMiB: number;
	/** The difference as it would be after an hour's frames. */
	readonly perHourMiB: number;
}

/** Peers come and go, lines are logged, and frames follow each other as fast as they may. */
export async function measureMemory(durationMs: number): Promise<MemoryResult> {
	const options = JSON.stringify({
		peers: 30,
		churnEvery: 4,
		logEvery: 4,
		pieceCount: 60_000,
		done: 0,
		// What is remembered on purpose (the newest lines, connections, minutes) fills up first.
		warmUpMs: durationMs / 2,
		settings: {refresh: fastestHz},
	});
	const command = [process.execPath, '--expose-gc', program, options];
	const screen = new PseudoTerminal(command, size);
	try {
		await screen.shows('choking us');
		await sleep(durationMs * 1.5);
		const {heapStartMiB = Number.NaN, heapMiB = Number.NaN} = await readMeter(screen);
		const frames = (durationMs / 1000) * fastestHz;
		const perHourMiB = ((heapMiB - heapStartMiB) / frames) * framesPerHour;
		return {frames, startMiB: heapStartMiB, endMiB: heapMiB, perHourMiB};
	} finally {
		screen.close();
	}
}

/** Ends the program and reads what it measured. */
export async function readMeter(screen: PseudoTerminal): Promise<Record<string, number>> {
	process.kill(screen.pty.pid, 'SIGTERM');
	await screen.shows('METER');
	const used = /METER (\{.*?\})/s.exec(screen.output)?.[1] ?? '{}';
	return JSON.parse(used) as Record<string, number>;
}
