import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import test from 'ava';
import {hostile} from './fake/hostile-names.js';
import {opened, PseudoTerminal, screenCommand} from './pseudo-terminal.js';

// One at a time: each is a program of its own on a machine that may have two cores.

/** The number of the selected peer, from its pane's lower border. */
function place(text: string): string | undefined {
	return text.match(/(\d+)\/12/)?.[1];
}

/** What a terminal must have been told in the end, whatever was before. */
function isRestored(screen: PseudoTerminal): boolean {
	const last = (sequence: string) => screen.output.lastIndexOf(sequence);
	return (
		!screen.isAlternate &&
		last('\x1B[?25h') > last('\x1B[?25l') &&
		last('\x1B[?7h') > last('\x1B[?7l') &&
		last('\x1B[?2004l') > last('\x1B[?2004h') &&
		last('\x1B[?1000l') > last('\x1B[?1000h') &&
		last('\x1B[?1006l') > last('\x1B[?1006h')
	);
}

test.serial(
	'the first frame stands before the engine has said anything, then the swarm appears',
	async t => {
		const screen = opened(t);
		await screen.shows('unchoke');
		t.true(screen.isAlternate);
		await screen.shows('ubuntu-26');
		await screen.shows('choking us');
		await screen.until(
			text => /11 connected · .*unchoked us/.test(text),
			'the counters of the peers',
		);
	},
);

test.serial(
	'keys that come together all count, and panes, pages and help open and close',
	async t => {
		const screen = opened(t, {}, {columns: 200, rows: 50});
		await screen.shows('choking us');
		screen.type(':sort address\rgjjj');
		await screen.until(text => place(text) === '4', 'the fourth row');
		screen.type('\r');
		await screen.shows('choking_us=');
		await screen.shows('told what it has');
		await screen.shows('Last 10 minutes');
		screen.type('\x1B');
		await screen.until(text => !text.includes('Last 10 minutes'), 'the page to close');
		screen.type('4');
		await screen.shows('4 Pieces');
		screen.type('5');
		await screen.shows('http://tracker.example/announce');
		screen.type('6');
		await screen.shows('image-1.iso');
		screen.type('7');
		await screen.shows('requested block');
		screen.type('?');
		await screen.shows('a screenful on');
		screen.type('?2');
		await screen.until(text => !text.includes('a screenful on'), 'the help to close');
		t.pass();
	},
);

test.serial('a filter narrows the list while it is typed', async t => {
	const screen = opened(t);
	await screen.shows('choking us');
	screen.type('/snub');
	await screen.until(
		text => text.includes('snubbed') && !text.includes('choking us'),
		'only the snubbed peer',
	);
	screen.type('\x1B');
	await screen.shows('choking us');
	t.pass();
});

test.serial('a torrent is added by pasting, and what can’t be is said', async t => {
	const screen = opened(t);
	await screen.shows('choking us');
	screen.type('\x1B[200~my new torrent\x1B[201~');
	await screen.until(text => /1 Torrents.*my new torrent/s.test(text), 'the new torrent');
	screen.type('abad thing\r');
	await screen.shows('bad thing is not a torrent');
	t.pass();
});

test.serial('removing asks first', async t => {
	const screen = opened(t);
	await screen.shows('debian-1');
	screen.type('d');
	await screen.shows('Remove ubuntu-26.04-desktop-amd64.iso?');
	screen.type('y');
	await screen.until(text => !/│.*ubuntu-2/.test(text), 'the torrent to go');
	t.pass();
});

test.serial('q leaves the terminal as it was', async t => {
	const screen = opened(t);
	await screen.shows('choking us');
	screen.type('q');
	await screen.shows('ended: {"reason":"quit"}');
	t.is((await screen.exited).exitCode, 0);
	t.true(isRestored(screen));
});

test.serial('Ctrl-C twice ends at once', async t => {
	const screen = opened(t);
	await screen.shows('choking us');
	screen.type('\x03');
	await screen.shows('Ctrl-C again quits at once');
	screen.type('\x03');
	await screen.shows('ended: {"reason":"interrupt"}');
	t.true(isRestored(screen));
});

for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'] as const) {
	test.serial(`${signal} leaves the terminal as it was`, async t => {
		const screen = opened(t);
		await screen.shows('choking us');
		process.kill(screen.pty.pid, signal);
		await screen.shows(`ended: {"reason":"signal","signal":"${signal}"}`);
		t.true(isRestored(screen));
	});
}

test.serial(
	'when the engine crashes the terminal is given back and the error is what is seen',
	async t => {
		const screen = opened(t, {crashAfterMs: 1500});
		await screen.shows('"reason":"crashed","message":"the engine broke"');
		t.true(isRestored(screen));
	},
);

test.serial(
	'when a bug of ours throws the terminal is given back before the error is printed',
	async t => {
		const screen = opened(t, {throwAfterMs: 1500});
		await screen.shows('a bug of ours');
		t.not((await screen.exited).exitCode, 0);
		t.true(isRestored(screen));
	},
);

test.serial('a terminal that vanishes ends the program', async t => {
	const screen = opened(t);
	await screen.shows('choking us');
	// Closing our end is what a window that is closed does.
	(screen.pty as unknown as {destroy(): void}).destroy();
	const {exitCode, signal} = await screen.exited;
	t.true(exitCode === 0 || signal === 1, `exit ${exitCode}, signal ${signal}`);
});

test.serial('a storm of sizes ends with a whole screen of the last one', async t => {
	const screen = opened(t, {}, {columns: 120, rows: 35});
	await screen.shows('choking us');
	for (let count = 0; count < 60; count++) {
		screen.resize(20 + ((count * 37) % 380), 6 + ((count * 17) % 110));
	}
	screen.resize(100, 30);
	await screen.until(text => {
		const lines = text.split('\n');
		return (
			lines.length === 30 &&
			lines[1]?.length === 100 &&
			/^╭─ 1 Torrents ─.*╮$/.test(lines[1]) &&
			/^ \? help/.test(lines[29] ?? '') &&
			lines.slice(1, 29).every(line => /^[╭│╰].*[╮│╯]$/.test(line))
		);
	}, 'a whole screen at 100×30');
	screen.resize(20, 6);
	await screen.until(
		text =>
			/^\d+\.\d% ubun/.test(text) && text.split('\n')[2]?.startsWith('7 of 11 peers') === true,
		'progress and headline at 20×6',
	);
	t.pass();
});

test.serial(
	'a terminal that stops reading gets no backlog, and on its return the present',
	async t => {
		const screen = opened(t, {settings: {refresh: 20}}, {columns: 200, rows: 50});
		await screen.shows('choking us');
		screen.pty.pause();
		const before = screen.bytes;
		// The terminal's own buffer fills up, then frames are left out.
		await sleep(5000);
		screen.type(':sort address\r/snub');
		const stalled = screen.bytes - before;
		screen.pty.resume();
		await screen.until(
			text => text.includes('/snub') && !text.includes('choking us'),
			'the present',
		);
		t.true(stalled < 10_000);
		// Five seconds of frames at 20 Hz would be some 200 KB; a buffer's worth and a frame is less.
		const came = screen.bytes - before;
		t.true(came < 100_000, `${came} bytes came at once`);
	},
);

test.serial('nothing is written while nothing changes', async t => {
	const screen = opened(t, {isPaused: true, peers: 0, logEvery: 0});
	await screen.shows('paused');
	let settled = -1;
	while (settled !== screen.bytes) {
		settled = screen.bytes;
		await sleep(1000);
	}
	await sleep(2000);
	t.is(screen.bytes, settled);
	screen.type('?');
	await screen.shows('a screenful on');
});

test.serial('strangers’ names keep the columns straight and cannot touch the terminal', async t => {
	const screen = opened(t, hostile, {columns: 120, rows: 35});
	await screen.shows('choking us');
	for (const line of screen.lines.slice(1, 34)) {
		t.regex(line, /^[╭│╰].*[╮│╯]$/);
	}
	t.false(screen.output.includes('owned\x07'));
	t.false(screen.output.includes('\x1B]52'));
	t.notRegex(screen.output, /[\u202E\u2066]/);
	t.is(screen.terminal.modes.mouseTrackingMode, 'vt200');
	// The columns after the names still stand under their heads.
	const head = screen.lines.find(line => line.includes('can download')) ?? '';
	const row = screen.lines.find(line => line.includes('choking us')) ?? '';
	t.is(row.indexOf('choking us'), head.indexOf('can download'));
});

test.serial('without colours nothing is coloured, and the selected row is still seen', async t => {
	const screen = opened(t, {}, {env: {NO_COLOR: '1'}});
	await screen.shows('choking us');
	const styles = screen.output.match(/\x1B\[[\d;]*m/g) ?? [];
	t.deepEqual(
		styles.filter(each => /(?:\[|;)(?:3\d|4[0-8]|9\d|10\d)[;m]/.test(each)),
		[],
	);
	await screen.until(() => {
		const row = screen.lines.findIndex(line => /^│ {3}\w \d+\./.test(line));
		return row > 0 && screen.cell(4, row)?.isInverse() !== 0;
	}, 'an inverse row');
});

test.serial('a locale without Unicode gets ASCII only', async t => {
	const screen = opened(t, {}, {env: {LANG: 'C'}});
	await screen.shows('choking us');
	screen.type('4');
	await screen.shows('4 Pieces');
	t.regex(screen.text, /^[\x20-\x7E\n]*$/);
	t.regex(screen.lines[1] ?? '', /^\+- 1 Torrents -.*\+$/);
});

test.serial('Ctrl-Z gives the terminal to the shell and fg comes back whole', async t => {
	const shell = new PseudoTerminal(['sh', '-i'], {env: {PS1: 'shell> '}});
	t.teardown(() => shell.close());
	await shell.shows('shell>');
	shell.type(`${screenCommand()}\r`);
	await shell.shows('choking us');
	shell.type('\x1A');
	await shell.until(text => !shell.isAlternate && /topped/.test(text), 'the shell’s screen');
	t.true(isRestored(shell));
	shell.resize(80, 24);
	shell.type('fg\r');
	await shell.until(text => shell.isAlternate && text.includes('choking us'), 'the screen again');
	await shell.until(text => text.split('\n')[1]?.length === 80, 'the new size');
	shell.type('q');
	await shell.shows('"reason":"quit"');
});

test.serial('Ctrl-Z where there is no shell to go to comes back by itself', async t => {
	const screen = opened(t);
	await screen.shows('choking us');
	screen.type('\x1A');
	await screen.wrote('\x1B[?1049l');
	await screen.until(text => screen.isAlternate && text.includes('choking us'), 'the screen again');
	screen.type('q');
	await screen.shows('"reason":"quit"');
	t.true(isRestored(screen));
});

test.serial('the mouse can be left to the terminal', async t => {
	const screen = opened(t, {settings: {mouse: false}});
	await screen.shows('choking us');
	t.false(screen.output.includes('\x1B[?1000h'));
	screen.type(':set mouse true\r');
	await screen.wrote('\x1B[?1000h');
});

test.serial(
	'for a screen reader the facts are sentences under each other, and keys work',
	async t => {
		const screen = opened(t, {}, {env: {INK_SCREEN_READER: 'true'}, columns: 200});
		await screen.until(text => /^1 of 12: address/m.test(text), 'the first peer');
		t.false(screen.isAlternate);
		screen.type('j');
		await screen.until(text => /^2 of 12: address/m.test(text), 'the second peer');
		screen.type('q');
		await screen.shows('ended: {"reason":"quit"}');
		t.notRegex(screen.output, /\x1B\[(?:\d*[ABCDHJK]|\?1049h)/);
	},
);
