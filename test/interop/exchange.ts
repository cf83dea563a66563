import type {ExecutionContext} from 'ava';
import type {RealClient} from './clients/real-client.js';
import {differences, writePayload, writtenPadding} from './payload.js';
import {payloadPlans} from './payloads.js';
import {TestSwarm} from './swarm.js';

/** How long one client may take for all payloads; transmission alone waits ten seconds before it is interested. */
const exchangeTimeoutMs = 90_000;

/** One client seeds every payload, another finds it through the tracker and downloads them; every byte is compared. */
export async function exchange(
	t: ExecutionContext,
	seeder: RealClient,
	leecher: RealClient,
): Promise<void> {
	const swarm = await TestSwarm.start();
	try {
		const from = swarm.folder('from');
		const to = swarm.folder('to');
		const options = {dir: from, tracker: swarm.tracker.url, withPadding: !seeder.knowsPadding};
		const payloads = payloadPlans.map(plan => writePayload(plan, options));
		const torrentPaths = payloads.map(payload => payload.torrentPath);
		const seedJob = swarm.job(torrentPaths, from);
		const seed = swarm.watch(seeder.seed(seedJob));
		await swarm.waitForSeed(seedJob.host, payloads.length, seed);
		const leech = swarm.watch(leecher.leech(swarm.job(torrentPaths, to)));
		await leech.waitUntilDone(exchangeTimeoutMs).catch((error: unknown) => {
			throw new Error(`${seeder.name} said: ${seed.process.output}`, {cause: error});
		});
		for (const payload of payloads) {
			const wrong = differences(payload, to, {withEmptyFiles: leecher.makesEmptyFiles});
			t.deepEqual(wrong, [], `${payload.plan.name} differs`);
			t.is(writtenPadding(payload, to).length > 0 && leecher.knowsPadding, false);
		}
	} finally {
		await swarm.stop();
	}
}
