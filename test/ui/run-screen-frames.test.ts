import {setTimeout as sleep} from 'node:timers/promises';
import test from 'ava';
import {opened, type PseudoTerminal} from './pseudo-terminal.js';

// One at a time: each is a program of its own on a machine that may have two cores.

/** The number of the selected peer, from its pane's lower border. */
function place(text: string): string | undefined {
	return text.match(/(\d+)\/\d+ ─╯\n╭─ 3/)?.[1];
}

/** The row of the peers' pane that is inverse, as it is without colours. */
function selectedRow(screen: PseudoTerminal): string {
	const first = screen.lines.findIndex(line => line.includes('2 Peers')) + 2;
	const row = screen.lines.findIndex(
		(_, index) => index >= first && screen.cell(6, index)?.isInverse() !== 0,
	);
	return screen.lines[row] ?? '';
}

function addressIn(row: string): string | undefined {
	return row.match(/\d+\.\d+\.\d+\.\d+:\d+/)?.[0];
}

test.serial('a key shows its effect in the next frame', async t => {
	// Between two snapshots there are five seconds: what comes at once comes from the key.
	const screen = opened(t, {settings: {refresh: 0.2}});
	await screen.until(text => place(text) === '1', 'the first row');
	for (const row of ['2', '3', '4', '5']) {
		const before = screen.frames;
		screen.type('j');
		await screen.until(text => place(text) === row, `row ${row}`);
		// A snapshot may come in between, once.
		t.true(screen.frames - before <= 2, `${screen.frames - before} frames for one key`);
	}
});

test.serial('it draws as often as the setting says, and no more', async t => {
	const screen = opened(t, {settings: {refresh: 4}});
	await screen.shows('choking us');
	const before = screen.frames;
	const startedAt = performance.now();
	await sleep(2500);
	const seconds = (performance.now() - startedAt) / 1000;
	const frames = screen.frames - before;
	t.true(frames >= 2 && frames <= seconds * 4 + 2, `${frames} frames in ${seconds} s`);
});

test.serial('the selection stays on its row when the order changes', async t => {
	const screen = opened(t, {}, {env: {NO_COLOR: '1'}});
	await screen.shows('choking us');
	screen.type(':sort address\rgjj');
	await screen.until(text => place(text) === '3', 'the third row');
	const address = addressIn(selectedRow(screen));
	t.truthy(address);
	screen.type('S');
	await screen.until(text => place(text) === '10', 'the same row from the other end');
	t.is(addressIn(selectedRow(screen)), address);
});

test.serial('from 20×6 to 400×120 the screen is whole', async t => {
	const screen = opened(t, {}, {columns: 400, rows: 120});
	await screen.shows('choking us');
	const isFull = (text: string) => {
		const lines = text.split('\n').slice(1, -1);
		return lines.length === 118 && lines.every(line => /^[╭│╰].*[╮│╯]$/.test(line));
	};
	await screen.until(isFull, 'a whole screen at 400×120');
	for (const pane of ['Pipeline', 'Pieces', 'Sources', 'Log', 'Why']) {
		t.true(screen.text.includes(` ${pane} `), pane);
	}
	screen.resize(20, 6);
	await screen.until(text => /^\d+\.\d% ubun.*\n.*\n7 of 11 peers/.test(text), '20×6');
	screen.resize(400, 120);
	await screen.until(isFull, 'a whole screen again');
});

test.serial('below 60×15 one pane is shown at a time, and Tab leads through all eight', async t => {
	const screen = opened(t, {}, {columns: 59, rows: 14});
	await screen.shows('2 Peers');
	for (const title of [
		'3 Pipeline',
		'4 Pieces',
		'5 Sources',
		'6 Files',
		'7 Log',
		'8 Why',
		'1 Torrents',
	]) {
		screen.type('\t');
		await screen.shows(title);
		t.false(screen.text.includes('2 Peers'), title);
	}
});

test.serial('with sixteen colours only those are used', async t => {
	const screen = opened(t, {}, {name: 'xterm'});
	await screen.shows('choking us');
	t.notRegex(screen.output, /\x1B\[(?:[\d;]*;)?[34]8;/);
	t.regex(screen.output, /\x1B\[(?:[\d;]*;)?(?:3|9)\dm/);
});

test.serial('CI in the environment of a person’s terminal changes nothing', async t => {
	const screen = opened(t, {}, {env: {CI: '1'}});
	await screen.shows('choking us');
	screen.type('j');
	await screen.until(text => place(text) === '2', 'the second row');
	screen.type('q');
	await screen.shows('ended: {"reason":"quit"}');
	t.pass();
});

test.serial('the mouse selects, scrolls and sorts', async t => {
	const screen = opened(t, {peers: 60});
	await screen.shows('1/60');
	const first = screen.lines.findIndex(line => line.includes('2 Peers')) + 2;
	// SGR mouse reports count from 1: press and release of the left button.
	screen.type(`\x1B[<0;10;${first + 3}M\x1B[<0;10;${first + 3}m`);
	await screen.until(text => place(text) === '3', 'the clicked row');
	screen.type(`\x1B[<65;10;${first + 3}M`.repeat(3));
	await screen.until(text => Number(place(text)) > 3, 'the list to scroll');
	const column = (screen.lines[first - 1] ?? '').indexOf('down ', 60) + 1;
	screen.type(`\x1B[<0;${column + 1};${first}M`);
	await screen.shows('down▾');
	t.pass();
});
