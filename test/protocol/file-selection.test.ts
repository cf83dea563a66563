import test from 'ava';
import {parseFileSelection} from '../../source/protocol/file-selection.js';
import {ParseError} from '../../source/protocol/parse-error.js';

test('numbers and ranges select files', t => {
	t.deepEqual(parseFileSelection('0'), [{first: 0, last: 0}]);
	t.deepEqual(parseFileSelection('0, 3-5,9-9'), [
		{first: 0, last: 0},
		{first: 3, last: 5},
		{first: 9, last: 9},
	]);
});

test('a range as long as can be costs nothing', t => {
	t.deepEqual(parseFileSelection('0-999999999'), [{first: 0, last: 999_999_999}]);
});

test('anything else is refused by name', t => {
	for (const text of ['', ',', 'a', '1-', '-1', '5-3', '1.5', '1,,2', '1-2-3', '0'.repeat(20)]) {
		t.true(parseFileSelection(text) instanceof ParseError);
	}
	t.true(parseFileSelection('1,'.repeat(20_000)) instanceof ParseError);
});
