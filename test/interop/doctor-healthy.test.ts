import {libtorrent} from './clients/libtorrent.js';
import {transmission} from './clients/transmission.js';
import {examineSwarm} from './examined.js';
import {loopbackTests} from './loopback-test.js';

const test = loopbackTests(import.meta.filename);

for (const client of [transmission, libtorrent]) {
	test(`doctor finds nothing to warn of in a download from ${client.name}`, [client], async t => {
		// Slow enough to be looked at while it goes on.
		const {status, appeared, report, output} = await examineSwarm(t, {
			client,
			limits: {maxUp: 500_000},
		});
		t.is(status, 0, output);
		// transmission unchokes nobody before ten seconds: that is said, as normal.
		t.deepEqual(
			appeared.filter(finding => !finding.endsWith(' info')),
			[],
			output,
		);
		t.deepEqual(report?.['findings'], [], output);
		t.regex(output, /nothing wrong was found with sample/);
		t.regex(output, /^ {2}✓ Data /m);
	});
}
