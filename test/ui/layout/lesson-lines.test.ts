import test from 'ava';
import {arrange} from '../../../source/ui/layout/arrange.js';
import {lessonLines, lessonRows} from '../../../source/ui/layout/lesson-lines.js';
import {openingState} from '../../../source/ui/state/screen-state.js';
import {textWidth} from '../../../source/ui/text/text-width.js';
import {fakeStore, frameOf, plain} from '../fake/fake-frame.js';
import {FakeScreen} from '../fake/fake-screen.js';

const lesson = `Nothing comes: ${'everybody chokes us, and that is all. '.repeat(4)}`.trim();
const size = {columns: 120, rows: 35};

async function drawn(text: string, columns = 120): Promise<readonly string[]> {
	const {store} = await fakeStore();
	const screen = {...openingState(), lesson: text};
	return lessonLines(frameOf(store, {columns, rows: 35}, {screen}), columns).map(plain);
}

test('a lesson stands under the head, whole, with the key that takes it away', async t => {
	const lines = await drawn(lesson);
	t.is(lines.length, lessonRows(lesson, size));
	t.true(lines.every(line => textWidth(line) === 120));
	const words = lines.map(line => line.trim()).join(' ');
	t.true(words.replace(/\s+/g, ' ').includes(`Look ${lesson} L hides this`), words);
});

test('where the last line is full the key is left out, and a long lesson ends after three lines', async t => {
	const full = 'a'.repeat(112);
	t.deepEqual(await drawn(full), [` Look  ${full} `]);
	const long = await drawn('word '.repeat(500));
	t.is(long.length, 3);
	t.regex(long[2]!, /…\s*$/);
});

test('small screens have no room for a lesson, nor has a zoomed pane', t => {
	t.is(lessonRows(lesson, {columns: 120, rows: 29}), 0);
	t.is(lessonRows(lesson, {columns: 75, rows: 40}), 0);
	t.is(lessonRows(null, size), 0);
	const screen = {...openingState(), lesson};
	t.is(arrange(screen, size, 1).lesson.height, 2);
	t.is(arrange({...screen, isZoomed: true}, size, 1).lesson.height, 0);
});

test('L takes the lesson away', async t => {
	const screen = await FakeScreen.open({}, size, {}, lesson);
	t.is(screen.frame.screen.lesson, lesson);
	screen.type('L');
	t.is(screen.frame.screen.lesson, null);
});
