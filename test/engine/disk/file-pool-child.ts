/** Opens more files than the process may have, for the test of a pool whose descriptors others took. `FOLDER COUNT`. */

import {DescriptorFailures} from '../../../source/engine/descriptor-failures.js';
import {payloadPlace} from '../../../source/engine/disk/file-place.js';
import {FilePool} from '../../../source/engine/disk/file-pool.js';
import {TorrentError} from '../../../source/engine/torrent-error.js';

const [folder, count] = [process.argv[2]!, Number(process.argv[3])];
const failures = new DescriptorFailures();
const pool = new FilePool(10_000, failures);
let mostOpen = 0;
for (let index = 0; index < count; index++) {
	const problem = await new Promise<string | undefined>(resolve => {
		pool.lease(payloadPlace(folder, {path: [String(index)], length: 1}), true, lease => {
			if (lease instanceof TorrentError) {
				resolve(lease.message);
			} else {
				pool.release(lease);
				resolve(undefined);
			}
		});
	});
	if (problem !== undefined) throw new Error(problem);
	mostOpen = Math.max(mostOpen, pool.openCount);
}
if (failures.count === 0) throw new Error('no failure was counted');
console.log(mostOpen);
