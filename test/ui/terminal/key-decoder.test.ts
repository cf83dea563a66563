import test from 'ava';
import {KeyDecoder} from '../../../source/ui/terminal/key-decoder.js';

function names(...chunks: string[]): string[] {
	const decoder = new KeyDecoder();
	return chunks
		.flatMap(chunk => decoder.push(chunk))
		.concat(decoder.flush())
		.map(event => (event.type === 'key' ? event.name : event.type));
}

test('keys that come in one chunk are as many keys', t => {
	t.deepEqual(names('\rjjj'), ['enter', 'j', 'j', 'j']);
	t.deepEqual(names('gG 5?'), ['g', 'G', 'space', '5', '?']);
	t.deepEqual(names('\x1B[Aj\x1B[B\t\x7F'), ['up', 'j', 'down', 'tab', 'backspace']);
});

test('a sequence split anywhere is one key', t => {
	for (const sequence of ['\x1B[A', '\x1B[15~', '\x1BOP', '\x1B[1;5C', '\x1B[<0;3;4M']) {
		const whole = names(sequence);
		t.is(whole.length, 1);
		for (let at = 1; at < sequence.length; at++) {
			t.deepEqual(names(sequence.slice(0, at), sequence.slice(at)), whole, `${sequence} at ${at}`);
		}
	}
});

test('an escape that nothing follows is the Escape key', t => {
	const decoder = new KeyDecoder();
	t.deepEqual(decoder.push('\x1B'), []);
	t.true(decoder.isPending);
	t.deepEqual(decoder.flush(), [{type: 'key', name: 'escape', text: ''}]);
	t.false(decoder.isPending);
	t.deepEqual(names('\x1B\x1B'), ['escape', 'escape']);
	t.deepEqual(names('\x1B\x1B[A'), ['escape', 'up']);
});

test('function keys, editing keys and their modifiers have names', t => {
	t.deepEqual(names('\x1BOP', '\x1B[11~', '\x1B[[A'), ['f1', 'f1', 'f1']);
	t.deepEqual(names('\x1B[24~', '\x1B[5~', '\x1B[6~'), ['f12', 'pageup', 'pagedown']);
	t.deepEqual(names('\x1B[H', '\x1BOF', '\x1B[3~'), ['home', 'end', 'delete']);
	t.deepEqual(names('\x1B[Z', '\x1B[1;5C', '\x1B[1;2A', '\x1B[3;3~'), [
		'shift+tab',
		'ctrl+right',
		'shift+up',
		'alt+delete',
	]);
	t.deepEqual(names('\x03', '\x1A', '\x1Bx', '\x1B\r', '\x00'), [
		'ctrl+c',
		'ctrl+z',
		'alt+x',
		'alt+enter',
		'ctrl+space',
	]);
	t.deepEqual(names('\x1B[106u', '\x1B[99;5u', '\x1B[27u'), ['j', 'ctrl+c', 'escape']);
});

test('letters of every script are keys with their text', t => {
	const decoder = new KeyDecoder();
	t.deepEqual(decoder.push('é日👩‍👩‍👧'), [
		{type: 'key', name: 'é', text: 'é'},
		{type: 'key', name: '日', text: '日'},
		{type: 'key', name: '👩‍👩‍👧', text: '👩‍👩‍👧'},
	]);
});

test('a paste is one event, however it is split, and its keys are not keys', t => {
	const paste = '\x1B[200~magnet:?xt=urn:btih:abc\nq\x1B[Ad\x1B[201~';
	for (let at = 1; at < paste.length; at++) {
		const decoder = new KeyDecoder();
		const first = decoder.push(paste.slice(0, at));
		// Time passing in the middle of a paste must not make keys of it; of its mark it may.
		const flushed = at > 6 ? decoder.flush() : [];
		t.deepEqual(
			[...first, ...flushed, ...decoder.push(paste.slice(at))],
			[{type: 'paste', text: 'magnet:?xt=urn:btih:abc\nq\x1B[Ad'}],
			`split at ${at}`,
		);
	}
});

test('a paste without end is neither kept nor typed', t => {
	const decoder = new KeyDecoder();
	const events = decoder.push('\x1B[200~');
	for (let chunk = 0; chunk < 40; chunk++) {
		events.push(...decoder.push('q'.repeat(4096)));
	}
	t.deepEqual(events, []);
	t.deepEqual(decoder.push('\x1B[20'), []);
	t.deepEqual(decoder.push('1~j'), [{type: 'key', name: 'j', text: 'j'}]);
});

test('a link that comes in one go from a terminal without paste marks is a paste', t => {
	const decoder = new KeyDecoder();
	t.deepEqual(decoder.push('magnet:?xt=urn:btih:abc&dn=q\r'), [
		{type: 'paste', text: 'magnet:?xt=urn:btih:abc&dn=q'},
	]);
	t.is(decoder.push('m').length, 1);
});

test('clicks and the wheel count cells from 0, other buttons and moves are nothing', t => {
	const decoder = new KeyDecoder();
	t.deepEqual(
		decoder.push('\x1B[<0;1;1M\x1B[<0;11;3m\x1B[<64;5;6M\x1B[<65;5;6M\x1B[<2;1;1M\x1B[<35;1;1M'),
		[
			{type: 'mouse', action: 'press', column: 0, row: 0},
			{type: 'mouse', action: 'release', column: 10, row: 2},
			{type: 'mouse', action: 'wheel-up', column: 4, row: 5},
			{type: 'mouse', action: 'wheel-down', column: 4, row: 5},
		],
	);
	t.deepEqual(names('\x1B[M !!j'), ['j']);
});

test('what terminals answer or send unasked is swallowed', t => {
	t.deepEqual(names('\x1B[?62;22c', '\x1B[I', '\x1B[O', '\x1B[0n', 'j'), ['j']);
});

test('a sequence that never ends is given up, and what follows are keys again', t => {
	const decoder = new KeyDecoder();
	decoder.push(`\x1B[${'1;'.repeat(200)}`);
	decoder.flush();
	t.deepEqual(decoder.push('j'), [{type: 'key', name: 'j', text: 'j'}]);
});
