import test from 'ava';
import {errnoCode, errnoWords, pathError} from '../../../source/engine/disk/errno-words.js';

test('the cause is told in words, one sentence with the exact path', t => {
	const error = pathError('write', '/data/a b.iso', {code: 'EACCES'});
	t.is(error.message, 'Cannot write /data/a b.iso: permission denied.');
	t.is(error.path, '/data/a b.iso');
	t.is(error.code, 'EACCES');
	t.is(
		pathError('write', '/data/x', {code: 'ENOSPC'}, '5 bytes are free').message,
		'Cannot write /data/x: the disk is full (5 bytes are free).',
	);
});

test('every cause the diagnoses know by name has words', t => {
	for (const code of [
		'EACCES',
		'EPERM',
		'EROFS',
		'ENOENT',
		'ENAMETOOLONG',
		'EIO',
		'ENOSPC',
		'EMFILE',
		'ENFILE',
		'ENOTDIR',
		'EISDIR',
	]) {
		t.false(errnoWords(code).includes(code), code);
	}
});

test('a cause without words is named, and one without a name is admitted', t => {
	t.is(errnoWords('EXOTIC'), 'the system says EXOTIC');
	t.is(pathError('read', '/x', new Error('?')).message, 'Cannot read /x: an unknown error.');
	t.is(errnoCode({code: 7}), undefined);
	t.is(errnoCode(null), undefined);
});
