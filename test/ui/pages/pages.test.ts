import test from 'ava';
import {peerFlags} from '../../../source/store/peer-flags.js';
import {commandTable} from '../../../source/ui/keys/command-table.js';
import {Keymap} from '../../../source/ui/keys/keymap.js';
import {introduction} from '../../../source/ui/pages/help-introduction.js';
import {pageContent} from '../../../source/ui/pages/pages.js';
import type {ScreenState} from '../../../source/ui/state/screen-state.js';
import {fakeStore, frameOf, nextSnapshot, plain} from '../fake/fake-frame.js';

const area = {width: 150, height: 40};

async function page(
	which: ScreenState['page'],
): Promise<{readonly title: string; readonly text: string}> {
	const {store} = await fakeStore();
	store.select({peerId: 1});
	await nextSnapshot(store);
	const content = pageContent(frameOf(store, undefined, {screen: {page: which}}), area);
	return {title: content?.title ?? '', text: content?.lines.map(plain).join('\n') ?? ''};
}

const labels = [
	'availability',
	'pieces it has',
	'of these wanted',
	'pipeline',
	'oldest request',
	'greatest depth',
	'timed out',
	'rejected',
	'received twice',
	'never asked for',
	'hash failures',
	'wasted',
	'it waits for',
	'bad requests',
	'last activity',
	'connected',
	'handshake',
	'told what it has',
	'last received',
	'last sent',
	'last payload in',
	'last payload out',
	'last request',
	'choked since',
	'interested since',
	'useless since',
	'snubbed since',
	'source',
	'transport',
	'encryption',
	'Fast extension',
	'upload only',
	'optimistic slot',
	'on parole',
	'peer id',
];

test('a peer’s page has the seeds’ words, every clock and every counter', async t => {
	const {title, text} = await page({kind: 'peer', peerId: 1, top: 0});
	t.is(title, '11.7.13.2:6882  Transmission 4.0.5');
	t.true(text.startsWith('can download: yes'));
	t.true(
		text.includes(
			'choking_us=false, we_interested=true, we_choking=true, they_interested=false, has_bitfield=true',
		),
	);
	t.true(text.includes('D we want, it lets us: downloading'));
	for (const label of labels) {
		t.true(text.includes(`  ${label} `), label);
	}
});

test('it shows the last minutes, the pieces against ours, and the messages, newest first', async t => {
	const {text} = await page({kind: 'peer', peerId: 1, top: 0});
	t.regex(text, /Last 10 minutes .*\n *▁+▄+█+/);
	t.regex(text, /it has, we do not/);
	t.regex(text, /\d\.\ds ↓ have 99 *\n.* ↓ piece 12 at 0, 16384 bytes *\n.* ↑ request 12/);
});

test('a peer that is gone says so', async t => {
	const {text} = await page({kind: 'peer', peerId: 999, top: 0});
	t.regex(text, /^not connected/);
});

test('a tracker’s page has all that is known of it', async t => {
	const url = 'udp://other.example:6969/announce';
	const {renderTable} = await import('../../../source/ui/table.js');
	const {title, text} = await page({kind: 'tracker', url, top: 0, draw: renderTable});
	t.is(title, url);
	t.regex(text, /^no answer \(deadline has elapsed\)/);
	t.regex(text, /│ failures in a row +│ 3 /);
	t.regex(text, /│ asked again in +│ \d+m\d\ds/);
});

test('the help has every command, every flag and every column', async t => {
	const {renderTable} = await import('../../../source/ui/table.js');
	const {text} = await page({kind: 'help', top: 0, draw: renderTable, filter: ''});
	for (const {name} of commandTable) {
		t.true(text.includes(`:${name}`), name);
	}
	for (const {words} of peerFlags) {
		t.true(text.includes(words), words);
	}
	t.true(text.includes('whether blocks can be asked of it, and if not, why'));
});

test('the help begins with the screen in short, with the keys as they are bound', t => {
	const text = introduction(new Keymap(commandTable, {open: ['x'], columns: []}), false).join('\n');
	t.regex(text, /1 to 8 to one of the eight, x into what is selected, Esc out again/);
	t.regex(text, /:columns chooses its columns/);
});

test('a sentence of the help goes on in the next line, and / finds the rows with a word', async t => {
	const {renderTable} = await import('../../../source/ui/table.js');
	const help = {kind: 'help', top: 0, draw: renderTable, filter: ''} as const;
	const all = await page(help);
	t.notRegex(all.text, /…/);
	t.regex(all.text, /show only rows with these words/);
	const found = await page({...help, filter: 'snubbed'});
	t.is(found.title, 'Help  /snubbed');
	t.regex(found.text, /Flags of a peer[\s\S]*snubbed/);
	t.notRegex(found.text, /:quit/);
	const {text} = await page({...help, filter: 'zebra'});
	t.regex(text, /nothing in the help has these words/);
});
