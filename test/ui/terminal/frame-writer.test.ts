import {createRequire} from 'node:module';
import type {Terminal as XtermTerminal} from '@xterm/headless';
import test from 'ava';
import fc from 'fast-check';
import {FrameWriter} from '../../../source/ui/terminal/frame-writer.js';
import {LineHandles} from '../../../source/ui/terminal/line-handles.js';

const {Terminal} = createRequire(import.meta.url)('@xterm/headless') as {
	readonly Terminal: typeof XtermTerminal;
};

const columns = 20;
const rows = 4;

/** A writer on a terminal emulator. */
class Stage {
	readonly handles = new LineHandles();
	readonly writer = new FrameWriter(columns, rows, this.handles);
	readonly terminal = new Terminal({cols: columns, rows, allowProposedApi: true});

	/** Shows lines and returns what was written. */
	async show(...lines: readonly string[]): Promise<string> {
		return this.showFrame(lines.map(line => this.handles.lend(line, false)).join('\n'));
	}

	async showFrame(frame: string): Promise<string> {
		const output = this.writer.draw(frame);
		await new Promise<void>(resolve => {
			this.terminal.write(`\x1B[?7l${output}`, resolve);
		});
		return output;
	}

	line(row: number): string {
		return this.terminal.buffer.active.getLine(row)?.translateToString(true).trimEnd() ?? '';
	}

	/** Every cell with its colours. */
	cells(): readonly string[] {
		const cells: string[] = [];
		for (let row = 0; row < rows; row++) {
			for (let column = 0; column < columns; column++) {
				const cell = this.terminal.buffer.active.getLine(row)?.getCell(column);
				const glyph = cell?.getChars() || ' ';
				cells.push([glyph, cell?.getFgColor(), cell?.getBgColor(), cell?.isBold()].join(' '));
			}
		}
		return cells;
	}
}

test('a frame that looks the same writes nothing', async t => {
	const stage = new Stage();
	t.not(await stage.show('hello', 'world'), '');
	t.is(await stage.show('hello', 'world'), '');
});

test('only what changed is written', async t => {
	const stage = new Stage();
	await stage.show('a  11.2 MB/s', 'b   1.0 MB/s');
	const output = await stage.show('a  11.3 MB/s', 'b   1.0 MB/s');
	t.is(output, '\x1B[?2026h\x1B[1;7H3\x1B[?2026l');
	t.is(stage.line(0), 'a  11.3 MB/s');
});

test('a gap of a few equal cells is written again rather than jumped over', async t => {
	const stage = new Stage();
	await stage.show('10.0 10.0');
	t.is(await stage.show('20.0 20.0'), '\x1B[?2026h\x1B[1H20.0 2\x1B[?2026l');
});

test('a line that got shorter is erased to its end', async t => {
	const stage = new Stage();
	await stage.show('a rather long line');
	t.is(await stage.show('a'), '\x1B[?2026h\x1B[1;3H\x1B[K\x1B[?2026l');
	t.is(stage.line(0), 'a');
});

test('wide characters are replaced whole, and the next cell’s place is said', async t => {
	const stage = new Stage();
	await stage.show('日本語 x');
	t.is(stage.line(0), '日本語 x');
	await stage.show('abcdef x');
	t.is(stage.line(0), 'abcdef x');
	await stage.show('a本cdef x');
	t.is(stage.line(0), 'a本cdef x');
});

test('several lines share a row, each from its column', async t => {
	const stage = new Stage();
	const [left = '', right = ''] = ['left', 'right'].map(line => stage.handles.lend(line, false));
	await stage.showFrame(`${left}         ${right}`);
	t.is(stage.line(0), 'left      right');
});

test('what lies over the others wins, wherever it stands in the row', async t => {
	const stage = new Stage();
	const base = stage.handles.lend('0123456789', false);
	const right = stage.handles.lend('abcdefghij', false);
	const over = stage.handles.lend('[over]', true);
	await stage.showFrame(`${base}      ${over}  ${right}`);
	t.is(stage.line(0), '0123456[over]defghij');
});

test('half of a wide character under something else is a blank', async t => {
	const stage = new Stage();
	const base = stage.handles.lend('日本語日本語', false);
	const over = stage.handles.lend('xx', true);
	await stage.showFrame(`${base}  ${over}`);
	t.is(stage.line(0), '日 xx 日本語');
});

test('after forgetting, everything is drawn again on a cleared screen', async t => {
	const stage = new Stage();
	await stage.show('hello');
	stage.terminal.write('rubbish over everything');
	stage.writer.forget();
	await stage.show('hello');
	t.is(stage.line(0), 'hello');
});

test('whatever frames follow each other, the terminal shows the last one', async t => {
	const piece = fc.constantFrom('a', 'bb', '日', ' ', '   ', '━', '⣿', '│', 'é', '12.5');
	const paint = fc.constantFrom(
		'',
		'\x1B[31m',
		'\x1B[38;5;79m',
		'\x1B[48;5;24m',
		'\x1B[1m',
		'\x1B[39m',
		'\x1B[m',
	);
	const line = fc
		.array(fc.tuple(paint, piece), {maxLength: 5})
		.map(parts => `${parts.flat().join('')}\x1B[m`);
	const frame = fc.array(line, {minLength: rows, maxLength: rows});
	await fc.assert(
		fc.asyncProperty(fc.array(frame, {minLength: 1, maxLength: 5}), async frames => {
			const stage = new Stage();
			for (const each of frames) {
				await stage.show(...each);
			}
			const fresh = new Stage();
			await fresh.show(...(frames.at(-1) ?? []));
			t.deepEqual(stage.cells(), fresh.cells());
			// And a fresh one shows what a terminal makes of the lines themselves.
			const naive = new Stage();
			await new Promise<void>(resolve => {
				const lines = (frames.at(-1) ?? []).map((each, row) => `\x1B[${row + 1}H${each}`);
				naive.terminal.write(`\x1B[?7l${lines.join('')}`, resolve);
			});
			t.is(fresh.line(0), naive.line(0));
		}),
		{numRuns: 60},
	);
});
