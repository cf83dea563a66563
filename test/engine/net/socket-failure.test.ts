import test from 'ava';
import {socketFailure} from '../../../source/engine/net/socket-failure.js';

const failed = (code: string, errno: number): NodeJS.ErrnoException =>
	Object.assign(new Error(code), {code, errno});

test('each error of a connection attempt has its reason, in words with its number', t => {
	t.deepEqual(socketFailure('connecting', failed('ECONNREFUSED', -111)), {
		reason: 'connect-refused',
		detail: 'Connection refused (os error 111)',
	});
	t.deepEqual(socketFailure('connecting', failed('ENETUNREACH', -101)), {
		reason: 'connect-unreachable',
		detail: 'Network is unreachable (os error 101)',
	});
	t.is(socketFailure('connecting', failed('EHOSTUNREACH', -113)).reason, 'connect-unreachable');
	t.is(socketFailure('connecting', failed('ETIMEDOUT', -110)).reason, 'connect-timeout');
	t.is(socketFailure('connecting', failed('EMFILE', -24)).reason, 'connect-failed');
});

test('hanging up before the handshake is another thing than afterwards', t => {
	t.deepEqual(socketFailure('handshaking', undefined), {
		reason: 'handshake-failed',
		detail: 'early eof',
	});
	t.deepEqual(socketFailure('connected', undefined), {
		reason: 'closed-by-peer',
		detail: 'early eof',
	});
});

test('a reset is told as a reset whenever it comes', t => {
	for (const phase of ['handshaking', 'connected'] as const) {
		t.deepEqual(socketFailure(phase, failed('ECONNRESET', -104)), {
			reason: 'reset-by-peer',
			detail: 'Connection reset by peer (os error 104)',
		});
	}
});

test('an error without words of ours is told in the system library’s', t => {
	t.regex(socketFailure('connected', failed('EIO', -5)).detail, /i\/o error \(os error 5\)/);
});
