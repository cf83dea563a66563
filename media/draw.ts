/**
 * Draws the pictures of the readme from the real screen on the lab swarm: `npm run build && node dist/media/draw.js`. Takes
 * about two minutes, for the lab is slow enough to watch. Writes SVG files beside this file's source.
 */
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {PseudoTerminal} from '../test/ui/pseudo-terminal.js';
import {animationSvg, pictureSvg, takePicture} from './screen-svg.js';

const root = path.join(import.meta.dirname, '../..');
const program = path.join(root, 'dist/source/cli.js');

/** A picture: which keys lead to it and how far the download must be. */
interface Shot {
	readonly file: string;
	/** What is seen. */
	readonly title: string;
	readonly keys: string;
	/** Percent of the torrent. */
	readonly from: number;
	/** What must stand there before the keys are typed. */
	readonly after?: string;
	/** What must stand there before the picture is taken. */
	readonly shows: string;
}

const wideShots: readonly Shot[] = [
	{
		file: 'screen.svg',
		title: 'Torrents, peers, pipeline and why, side by side',
		keys: '',
		from: 30,
		shows: 'choking us',
	},
	{
		file: 'pieces-and-log.svg',
		title: 'The piece map and the event log',
		keys: '47',
		from: 36,
		shows: '4 Pieces',
	},
	{
		file: 'sources.svg',
		title: 'Trackers and other sources of peers',
		keys: '5',
		from: 40,
		shows: '5 Sources',
	},
	{
		file: 'peer.svg',
		title: 'Everything about one peer',
		keys: '2g\r',
		from: 44,
		shows: 'Last 10 minutes',
	},
];

const stuckShots: readonly Shot[] = [
	{
		file: 'why.svg',
		title:
			'A swarm in which nobody unchokes us: what holds it up, since when, and what can be done',
		keys: 'wGkk',
		from: 0,
		after: 'Nobody unchokes us',
		shows: 'Enter runs',
	},
];

const narrowShots: readonly Shot[] = [
	{
		file: 'screen-80x24.svg',
		title: 'The screen in 80 columns and 24 rows',
		keys: '',
		from: 30,
		shows: 'choking us',
	},
];

const tinyShots: readonly Shot[] = [
	{
		file: 'screen-40x12.svg',
		title: 'The screen in 40 columns and 12 rows',
		keys: '',
		from: 20,
		shows: 'yes',
	},
];

/** Pictures of the animation, and the time between two. */
const pictureCount = 24;
const pictureMs = 500;

interface LabSize {
	readonly columns: number;
	readonly rows: number;
}

function openLab(home: string, size: LabSize, ...words: readonly string[]): PseudoTerminal {
	return new PseudoTerminal([process.execPath, program, 'lab', ...words], {
		...size,
		env: {HOME: home, XDG_STATE_HOME: home, XDG_CONFIG_HOME: home},
	});
}

/** How far the download is, in percent, as the screen says. */
function percentOf(text: string): number {
	return Number(/(\d+\.\d) ?%/.exec(text)?.[1] ?? 0);
}

function save(file: string, svg: string): void {
	writeFileSync(path.join(root, 'media', file), svg);
	console.log(`media/${file}: ${Math.round(svg.length / 1024)} KiB`);
}

async function shoot(screen: PseudoTerminal, shots: readonly Shot[]): Promise<void> {
	for (const {file, title, keys, from, after = '', shows} of shots) {
		await screen.until(text => percentOf(text) >= from, `${from} %`, 120_000);
		await screen.until(text => text.includes(after), after, 120_000);
		screen.type(keys);
		await screen.shows(shows);
		await sleep(3000);
		save(file, pictureSvg(takePicture(screen.terminal), title));
	}
}

async function shootAnimation(screen: PseudoTerminal): Promise<void> {
	await screen.shows('yes');
	const pictures = [];
	for (let count = 0; count < pictureCount; count++) {
		pictures.push(takePicture(screen.terminal));
		if (count === Math.floor(pictureCount * 0.5)) {
			screen.type('j');
		} else if (count === Math.floor(pictureCount * 0.7)) {
			screen.type('4');
		}
		await sleep(pictureMs);
	}
	save(
		'screen.animated.svg',
		animationSvg(pictures, pictureMs, 'The screen on the lab swarm, for twelve seconds'),
	);
}

const home = mkdtempSync(path.join(tmpdir(), 'unchoke-media-'));
const screens: PseudoTerminal[] = [];
try {
	const wide = openLab(home, {columns: 160, rows: 45});
	const narrow = openLab(home, {columns: 80, rows: 24});
	const tiny = openLab(home, {columns: 40, rows: 12});
	const moving = openLab(home, {columns: 110, rows: 34});
	// Five minutes of choking in fifteen seconds.
	const stuck = openLab(home, {columns: 130, rows: 40}, 'e29c-all-choke', '--speed', '20');
	screens.push(wide, narrow, tiny, moving, stuck);
	await shootAnimation(moving);
	await shoot(stuck, stuckShots);
	await shoot(tiny, tinyShots);
	await shoot(narrow, narrowShots);
	await shoot(wide, wideShots);
	for (const screen of screens) {
		screen.type('q');
		await screen.exited;
	}
} finally {
	for (const screen of screens) {
		screen.close();
	}
	rmSync(home, {recursive: true, force: true});
}
process.exit(0);
