import test from 'ava';
import {addSuffix, sanitiseName} from '../../source/protocol/file-name.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const sanitise = (text: string) => sanitiseName(bytesOf(text));

test('ordinary names stay, whatever their script', t => {
	for (const name of [
		'a',
		'My File (1).tar.gz',
		'日本語.txt',
		'…',
		'.hidden',
		'a..b',
		'...',
		'👩‍👧.jpg',
		'aux.c',
	]) {
		t.is(sanitise(name), name);
	}
});

test('names that lead elsewhere lose their meaning', t => {
	t.is(sanitise(''), '_');
	t.is(sanitise('.'), '_');
	t.is(sanitise('..'), '__');
	t.is(sanitise('../../etc/passwd'), '.._.._etc_passwd');
	t.is(sanitise('/etc'), '_etc');
	t.is(sanitise('..\\..\\boot.ini'), '.._.._boot.ini');
	t.is(sanitise('a\0b'), 'a_b');
});

test('control and bidi characters are replaced', t => {
	t.is(sanitise('a\x1b[31mb\n'), 'a_[31mb_');
	t.is(sanitise('photo\u202egnp.exe'), 'photo_gnp.exe');
});

test('bytes that are not UTF-8 are replaced one by one', t => {
	t.is(sanitiseName(Uint8Array.of(0x61, 0xe9, 0x2e, 0x74)), 'a_.t');
	t.is(sanitiseName(Uint8Array.of(0xff)), '_');
});

test('a name over 255 bytes is cut between characters and keeps its extension', t => {
	t.is(sanitise('x'.repeat(255)), 'x'.repeat(255));
	t.is(sanitise(`${'x'.repeat(300)}.txt`), `${'x'.repeat(251)}.txt`);
	t.is(sanitise(`${'日'.repeat(100)}.txt`), `${'日'.repeat(83)}.txt`);
	t.is(sanitise('日'.repeat(100)), '日'.repeat(85));
	t.is(sanitise(`${'👍'.repeat(70)}`), '👍'.repeat(63));
	t.is(sanitise(`a.${'x'.repeat(300)}`), `a.${'x'.repeat(253)}`);
	t.is(sanitise(`.${'x'.repeat(300)}`), `.${'x'.repeat(254)}`);
});

test('a suffix goes before the extension and within the 255 bytes', t => {
	t.is(addSuffix('a.txt', ' (1)'), 'a (1).txt');
	t.is(addSuffix('readme', ' (2)'), 'readme (2)');
	t.is(addSuffix('.hidden', ' (1)'), '.hidden (1)');
	t.is(addSuffix(`${'x'.repeat(251)}.txt`, ' (1)'), `${'x'.repeat(247)} (1).txt`);
});

test('for Windows its devices, its special characters and trailing dots are avoided too', t => {
	const forWindows = (text: string) => sanitiseName(bytesOf(text), true);
	t.is(forWindows('aux.c'), 'aux_.c');
	t.is(forWindows('NUL'), 'NUL_');
	t.is(forWindows('com1.txt'), 'com1_.txt');
	t.is(forWindows('console'), 'console');
	t.is(forWindows('a:b?'), 'a_b_');
	t.is(forWindows('name.'), 'name_');
});
