import {libtorrent} from './clients/libtorrent.js';
import {transmission} from './clients/transmission.js';
import {examineSwarm} from './examined.js';
import {loopbackTests} from './loopback-test.js';

const test = loopbackTests(import.meta.filename);

for (const client of [transmission, libtorrent]) {
	test(`doctor sees that ${client.name} takes encrypted connections only`, [client], async t => {
		const {appeared, output} = await examineSwarm(t, {client, limits: {requiresEncryption: true}});
		t.deepEqual(appeared, ['E15 warn'], output);
		t.regex(output, /E15 {2}Peers require encryption, or traffic is inspected/);
	});
}
