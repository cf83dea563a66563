import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {DiagnosedPort} from '../../source/commands/diagnosed-port.js';
import {UsageError} from '../../source/commands/exit.js';
import {openLogFile} from '../../source/commands/log-file.js';
import {tapPort} from '../../source/commands/tapped-port.js';
import {defaultSettings} from '../../source/store/settings.js';
import {SilentPort} from '../store/silent-port.js';
import {temporaryFolder} from './cli.js';

const settings = {...defaultSettings, diagnosticsInterval: 1000};

/** A silent engine whose log is heard as the commands hear it. */
function tapped(handleMessage: Parameters<typeof tapPort>[1]): SilentPort {
	const port = new SilentPort();
	tapPort(new DiagnosedPort({port, settings}), handleMessage).listen(() => {});
	return port;
}

function tell(port: SilentPort, address: string | null, text: string): void {
	const ids = {torrentId: 1, peerId: 3};
	port.tellEvents({type: 'log', epochMs: 0, level: 'info', name: 'x', ...ids, address, text});
}

test('the log has time, level, address and text, and the blocks of the seeds; it is appended to', async t => {
	const path = join(temporaryFolder(t), 'x.log');
	for (let run = 0; run < 2; run++) {
		const log = await openLogFile(path, t.fail);
		const port = tapped(message => log.handleMessage(message));
		port.tellEvents({
			type: 'peer',
			peer: {torrentId: 1, peerId: 3, address: '[::1]:5', client: '', remotePeerId: ''},
		});
		tell(port, '[::1]:5', 'Connected to peer [::1]:5');
		tell(port, '[::1]:5', 'It hung up');
		tell(port, null, 'Nobody is there');
		const row = {id: 1, pieceCount: 2, havePieces: 1, blockCount: 4, haveBlocks: 2};
		port.tellSnapshot(0, [row], [{id: 3, state: 2, peerChoking: 1}]);
		port.tellSnapshot(1000, [row], [{id: 3, state: 2, peerChoking: 1}]);
		await log.close();
	}
	const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
	t.deepEqual(lines.slice(0, lines.length / 2), lines.slice(lines.length / 2));
	t.deepEqual(lines.slice(0, lines.length / 2), [
		'1970-01-01T00:00:00.000Z info  Connected to peer [::1]:5',
		'1970-01-01T00:00:00.000Z info  [::1]:5 It hung up',
		'1970-01-01T00:00:00.000Z info  Nobody is there',
		'=== PEER CONNECTION DIAGNOSTICS ===',
		'Peer [::1]:5:',
		'  State: choking_us=true, we_interested=false, we_choking=false, they_interested=false',
		'  Bitfield: not received',
		'  Pipeline: 0 pending requests',
		'  Can download: false',
		'  Last activity: None',
		'===========================',
		'1970-01-01T00:00:01.000Z info  Progress: 1/2 pieces (50.0%) | 2/4 blocks (50.0%)',
		'1970-01-01T00:00:01.000Z info  Pipeline: 0 requests sent, 0 responses, 0 timeouts, max depth: 0',
		'1970-01-01T00:00:01.000Z info  Peers: 0 connected, 0 active, 0 total pending requests',
	]);
});

test('a path that can not be written is refused; a disk that fills is told and stops nothing', async t => {
	const folder = temporaryFolder(t);
	const error = await t.throwsAsync(openLogFile(join(folder, 'no', 'x'), t.fail), {
		instanceOf: UsageError,
	});
	t.regex(error?.message ?? '', /cannot write the log file .*\/no\/x: it does not exist/);
	if (!existsSync('/dev/full')) {
		return;
	}
	const sentence = await new Promise<string>(resolve => {
		void openLogFile('/dev/full', resolve).then(log => {
			tell(
				tapped(message => log.handleMessage(message)),
				null,
				'hello',
			);
		});
	});
	t.is(sentence, 'the log file /dev/full ends here: the disk is full');
});
