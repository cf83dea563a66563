import test from 'ava';
import {closeText} from '../../source/store/close-reason.js';

test('a detail is told once, whether the reason has it or begins it', t => {
	t.is(closeText('handshake-failed', 'early eof'), 'hung up instead of a handshake (early eof)');
	t.is(closeText('connect-refused', 'Connection refused (os error 111)'), 'connection refused');
	t.is(closeText('kicked', 'by the user'), 'kicked by the user');
	t.is(closeText('both-upload-only', ''), 'both sides only upload');
	t.is(closeText('banned', 'by the user'), 'the address is banned (by the user)');
	t.is(closeText('closed-by-peer', 'early eof'), 'the peer hung up (early eof)');
});
