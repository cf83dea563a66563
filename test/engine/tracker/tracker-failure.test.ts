import test from 'ava';
import {
	failureOf,
	mostTelling,
	trackerFailure,
} from '../../../source/engine/tracker/tracker-failure.js';

for (const [code, failure] of [
	['ENOTFOUND', 'dns'],
	['EAI_AGAIN', 'dns'],
	['EAI_FAIL', 'dns'],
	['ECONNREFUSED', 'refused'],
	['ENETUNREACH', 'unreachable'],
	['EHOSTUNREACH', 'unreachable'],
	['EADDRNOTAVAIL', 'unreachable'],
	['EPERM', 'unreachable'],
	['ETIMEDOUT', 'timeout'],
	['ECONNRESET', 'http'],
	['CERT_HAS_EXPIRED', 'tls-date'],
	['CERT_NOT_YET_VALID', 'tls-date'],
	['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
	['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
	['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
	['EPROTO', 'tls'],
	['HPE_INVALID_CONSTANT', 'invalid'],
] as const) {
	test(`${code} is a failure of the class ${failure}`, t => {
		t.is(failureOf(Object.assign(new Error('x'), {code})).failure, failure);
	});
}

test('the deadline is a timeout', t => {
	t.is(failureOf(new DOMException('x', 'TimeoutError')).failure, 'timeout');
});

test('an announce called off is a failure like another', t => {
	const {failure, message} = failureOf(new DOMException('called off', 'AbortError'));
	t.is(failure, 'unreachable');
	t.is(message, 'called off');
});

test('words are escaped and lose what could be a passkey', t => {
	t.is(
		trackerFailure('rejected', 'bad key 0123456789abcdef0123456789abcdef\x1b[2J').message,
		'bad key …\\x1b[2J',
	);
});

test('of the failures over several families the one that says most is shown', t => {
	const refused = trackerFailure('refused', 'r');
	const unreachable = trackerFailure('unreachable', 'u');
	const rejected = trackerFailure('rejected', 'no');
	t.is(mostTelling([unreachable, refused]), refused);
	t.is(mostTelling([refused, unreachable]), refused);
	t.is(mostTelling([refused, rejected]), rejected);
	t.is(mostTelling([unreachable]), unreachable);
	t.throws(() => mostTelling([]));
});
