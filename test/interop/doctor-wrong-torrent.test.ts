import {libtorrent} from './clients/libtorrent.js';
import {transmission} from './clients/transmission.js';
import {examineSwarm} from './examined.js';
import {loopbackTests} from './loopback-test.js';

const test = loopbackTests(import.meta.filename);

const other = {name: 'other', pieceLength: 16_384, files: [{path: ['other'], length: 100_000}]};

for (const client of [transmission, libtorrent]) {
	test(
		`doctor sees that ${client.name} with another torrent hangs up on ours`,
		[client],
		async t => {
			const {appeared, output} = await examineSwarm(t, {client, plan: other});
			t.deepEqual(appeared, ['E15 warn'], output);
			t.regex(output, /, or they do not have this torrent: \d of \d connections/);
			t.regex(output, /unchoke: nothing of sample has come yet: E15 /);
		},
	);
}
