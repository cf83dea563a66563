import {setImmediate as turn} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {FakeScreen} from '../fake/fake-screen.js';

const escapeKey = '\x1B';

function opened(t: ExecutionContext, screen: FakeScreen): FakeScreen {
	t.teardown(() => screen.controller.close());
	return screen;
}

test('a torrent is added by typing and by pasting', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type('a');
	t.regex(screen.footer, /^add: /);
	screen.type('/tmp/x.torrent\r');
	screen.type('\x1B[200~magnet:?xt=urn:btih:abc\n\x1B[201~');
	screen.type('a\x1B[200~second.torrent\x1B[201~\r');
	t.deepEqual(screen.done, [
		'add /tmp/x.torrent',
		'add magnet:?xt=urn:btih:abc',
		'add second.torrent',
	]);
});

test('the path of a torrent is completed, and what could not be added comes back', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type('ao\t');
	await turn();
	t.regex(screen.footer, /^add: on {4}one\.torrent {2}only\.torrent$/);
	screen.type('l\t');
	await turn();
	t.is(screen.footer, 'add: only.torrent');
	screen.type('x\t');
	await turn();
	t.regex(screen.footer, /no folder and no \.torrent begins like that/);
	screen.type('\r');
	t.deepEqual(screen.done, ['add only.torrentx']);
	screen.type('a\x1B[A');
	t.is(screen.footer, 'add: only.torrentx');
});

test('the command line completes, remembers, and says what it does not know', async t => {
	const screen = opened(t, await FakeScreen.open());
	screen.type(':ann\t');
	t.regex(screen.footer, /^:announce/);
	screen.type('\r');
	t.deepEqual(screen.told, ['announce 1']);
	screen.type(':re\t\t');
	t.regex(screen.footer, /^:resume .*\[resume\]/);
	screen.type(escapeKey);
	screen.type(':');
	screen.type('\x1B[A');
	t.regex(screen.footer, /^:announce/);
	screen.type(escapeKey);
	screen.type(':fly me\r');
	t.is(screen.footer, ' there is no command fly; ? shows all');
});

test('/ looks in the help while it is open, and Escape shows all of it again', async t => {
	const screen = opened(t, await FakeScreen.open());
	const filter = () => {
		const {page} = screen.frame.screen;
		return page?.kind === 'help' ? page.filter : undefined;
	};
	screen.type('?/snub\r');
	t.is(filter(), 'snub');
	t.is(screen.frame.screen.lists.peers.filter, '');
	screen.type(escapeKey);
	t.is(filter(), '');
	screen.type(escapeKey);
	t.is(screen.frame.screen.page, null);
});
