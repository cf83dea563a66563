import {createHash} from 'node:crypto';
import test from 'ava';
import {allowedFastSet} from '../../source/swarm/allowed-fast.js';

const sha1 = (bytes: Uint8Array) => new Uint8Array(createHash('sha1').update(bytes).digest());

test('BEP 6: the sets of its example', t => {
	const example = {
		host: '80.4.4.200',
		infoHash: new Uint8Array(20).fill(0xaa),
		pieceCount: 1313,
		sha1,
	};
	t.deepEqual([...allowedFastSet({...example, count: 7})], [1059, 431, 808, 1217, 287, 376, 1188]);
	t.deepEqual(
		[...allowedFastSet({...example, count: 9})],
		[1059, 431, 808, 1217, 287, 376, 1188, 353, 508],
	);
});

test('a torrent of few pieces gives no more than it has, and IPv6 none', t => {
	const options = {infoHash: new Uint8Array(20), pieceCount: 3, count: 10, sha1};
	t.is(allowedFastSet({...options, host: '1.2.3.4'}).size, 3);
	t.is(allowedFastSet({...options, host: '2001:db8::1'}).size, 0);
});
