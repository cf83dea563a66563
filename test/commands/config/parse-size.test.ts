import test from 'ava';
import {parsePieceSize, parseRate} from '../../../source/commands/config/parse-size.js';

test('rates count by 1000, and by 1024 where the unit says so', t => {
	t.is(parseRate('1234'), 1234);
	t.is(parseRate('500K'), 500_000);
	t.is(parseRate('2M'), 2_000_000);
	t.is(parseRate('1.5mb'), 1_500_000);
	t.is(parseRate('64KiB'), 65_536);
	t.is(parseRate('2MB/s'), 2_000_000);
	t.is(parseRate('1G'), 1_000_000_000);
});

test('the size of a piece counts by 1024', t => {
	t.is(parsePieceSize('16K'), 16_384);
	t.is(parsePieceSize('1M'), 1_048_576);
	t.is(parsePieceSize('16384'), 16_384);
});

test('what is no amount is refused', t => {
	for (const text of ['', '-1', 'K', '5X', '1ib', '1 000', '0x10', '2M M', 'NaN']) {
		t.is(parseRate(text), undefined, text);
		t.is(parsePieceSize(text), undefined, text);
	}
});
