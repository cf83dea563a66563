import test from 'ava';
import {fileHeader, packetBlock} from '../../../source/engine/trace/pcapng.js';
import {readCapture} from './capture.js';

const header = fileHeader('unchoke 1', 'peers');

test('a file says who wrote it and that its packets are raw IP', t => {
	t.deepEqual(readCapture(header), {program: 'unchoke 1', linkType: 101, packets: []});
});

test('a packet has its time to the microsecond, its bytes and the length it had', t => {
	const epochMicros = 1_795_259_968_636_123;
	const parts = [Uint8Array.of(1, 2), Uint8Array.of(3)];
	const block = packetBlock({epochMicros, parts, length: 900});
	const {packets} = readCapture(Buffer.concat([header, block]));
	t.deepEqual(packets, [{epochMicros, data: Buffer.of(1, 2, 3), length: 900, comment: undefined}]);
});

test('a comment stands beside its packet, and a long one is cut', t => {
	const packet = (comment: string) =>
		readCapture(packetBlock({epochMicros: 0, parts: [Uint8Array.of(1)], length: 1, comment}))
			.packets[0]?.comment;
	t.is(packet('took 3 s'), 'took 3 s');
	t.is(packet('x'.repeat(9999))?.length, 500);
});

test('every length of packet and comment keeps the blocks aligned', t => {
	const blocks = Array.from({length: 9}, (_, at) =>
		packetBlock({
			epochMicros: at,
			parts: [new Uint8Array(at)],
			length: at,
			comment: 'c'.repeat(at + 1),
		}),
	);
	const {packets} = readCapture(Buffer.concat([header, ...blocks]));
	t.deepEqual(
		packets.map(({data, comment}) => [data.length, comment?.length]),
		Array.from({length: 9}, (_, at) => [at, at + 1]),
	);
});
