import test from 'ava';
import {foreignText} from '../../source/protocol/foreign-text.js';

test('plain text of any script stays as it is', t => {
	for (const text of ['', 'qBittorrent v4.6.7', 'Ubuntu 日本語', 'naïve', '👩‍👩‍👧 family', 'نص']) {
		t.is(foreignText(text), text);
		t.is(foreignText(new TextEncoder().encode(text)), text);
	}
});

test('controls and marks that steer a terminal are written out', t => {
	t.is(foreignText('\x1b[2Jgone'), '\\x1b[2Jgone');
	t.is(foreignText('a\r\nb\0'), 'a\\x0d\\x0ab\\x00');
	t.is(foreignText('\x9b31m'), '\\x9b31m');
	t.is(foreignText('evil\u202etxt.exe'), 'evil\\u{202e}txt.exe');
	t.is(foreignText('\u2066\u2028\ufeff'), '\\u{2066}\\u{2028}\\u{feff}');
	t.is(foreignText('\ud800'), '\\u{d800}');
});

test('nothing that comes out is unsafe, whatever went in', t => {
	const every = String.fromCodePoint(...Array.from({length: 0x3000}, (_, code) => code));
	for (let at = 0; at < every.length; at += 100) {
		t.notRegex(
			foreignText(every.slice(at, at + 100), 2000),
			/[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/,
		);
	}
});

test('bytes that are not UTF-8 become U+FFFD', t => {
	t.is(foreignText(Uint8Array.of(0x61, 0xff, 0x62)), 'a\ufffdb');
});

test('a long string is cut, between characters, and shows it', t => {
	t.is(foreignText('x'.repeat(200)).length, 200);
	t.is(foreignText('x'.repeat(201)), `${'x'.repeat(199)}…`);
	t.is(foreignText('👍'.repeat(5), 4), '👍👍👍…');
	t.is(foreignText(new TextEncoder().encode('👍'.repeat(4)), 4), '👍👍👍👍');
	t.is(foreignText('\0'.repeat(10), 9), '\\x00\\x00…');
	t.is([...foreignText('\u202e'.repeat(1_000_000), 50)].length, 50);
	t.is([...foreignText(new Uint8Array(1_000_000).fill(0x61), 50)].length, 50);
});
