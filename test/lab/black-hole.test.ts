import {connect} from 'node:net';
import test from 'ava';
import {BlackHole} from '../../source/lab/black-hole.js';

test('a black hole neither takes nor refuses a connection', async t => {
	const hole = await BlackHole.open('127.0.0.1', 2);
	t.is(new Set(hole.ports).size, 2);
	const heard: string[] = [];
	for (const port of hole.ports) {
		const socket = connect({host: '127.0.0.1', port});
		socket.on('connect', () => heard.push('connect'));
		socket.on('error', () => heard.push('error'));
		t.teardown(() => {
			socket.destroy();
		});
	}

	await new Promise(resolve => {
		setTimeout(resolve, 300);
	});
	t.deepEqual(heard, []);
	await hole.close();
});
