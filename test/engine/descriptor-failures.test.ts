import test from 'ava';
import {DescriptorFailures} from '../../source/engine/descriptor-failures.js';

test('only calls that found no descriptor left are counted', t => {
	const failures = new DescriptorFailures();
	for (const code of ['EMFILE', 'ENFILE', 'ECONNREFUSED', undefined, 'EMFILE']) {
		failures.note(code);
	}
	t.is(failures.count, 3);
});
