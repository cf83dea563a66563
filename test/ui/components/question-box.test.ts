import test from 'ava';
import {questionLines} from '../../../source/ui/components/question-box.js';
import {fakeFrame, plain} from '../fake/fake-frame.js';

const question = {
	text: 'Remove ubuntu-26.04-desktop-amd64.iso and delete the files?',
	details: ['What was downloaded is deleted from the disk.'],
	answers: [
		{key: 'y', words: 'remove and delete', run() {}},
		{key: 'n', words: 'keep', run() {}},
	],
};

for (const size of [
	{columns: 120, rows: 35},
	{columns: 40, rows: 12},
	{columns: 20, rows: 6},
]) {
	test(`at ${size.columns}×${size.rows} a question has its answers and a straight border`, async t => {
		const frame = await fakeFrame({}, size, {screen: {question}});
		const lines = questionLines(frame, size).map(plain);
		const text = lines.join('\n');
		t.true(lines.length <= size.rows);
		t.regex(text, /y remove/);
		t.regex(text, /n keep/);
		t.regex(text, /Remove /);
		for (const line of lines) {
			t.is(line.length, lines[0]?.length ?? 0);
		}
	});
}
