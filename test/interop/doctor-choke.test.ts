import {libtorrent} from './clients/libtorrent.js';
import {transmission} from './clients/transmission.js';
import {examineSwarm} from './examined.js';
import {loopbackTests} from './loopback-test.js';

const test = loopbackTests(import.meta.filename);

for (const client of [transmission, libtorrent]) {
	test(
		`doctor sees that ${client.name} without upload slots unchokes nobody`,
		[client],
		async t => {
			const {status, appeared, lines, report, output} = await examineSwarm(t, {
				client,
				limits: {uploadSlots: 0},
				// Five minutes take fifteen seconds.
				flags: ['--set', 'diagnosisTimeScale=0.05', '--for', '20s'],
			});
			t.is(status, 1, output);
			t.deepEqual(appeared, ['E29a info', 'E29b warn', 'E29c error'], output);
			t.is(report?.['headline'], 'E29c', output);
			const finding = lines.find(({type, id}) => type === 'finding' && id === 'E29c');
			const evidence = (finding?.['evidence'] ?? []) as ReadonlyArray<{
				text: string;
				peer?: string;
			}>;
			t.regex(evidence[0]?.text ?? '', /^10\.77\.0\.2:7002: has 384 of the 384 pieces we lack/);
			t.is(evidence[0]?.peer, '10.77.0.2:7002');
			t.regex(output, /■ Choking/);
		},
	);
}
