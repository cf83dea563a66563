import test from 'ava';
import {TorrentError} from '../../../source/engine/torrent-error.js';
import {LocalPort, sampleWithMetainfo, TestEngine, temporaryFolder} from '../engine-kit.js';

test('a full disk is tried again by itself, though a piece on its way was written after all', async t => {
	const {metainfo} = sampleWithMetainfo();
	const engine = await TestEngine.start(t);
	const id = await engine.add({metainfo, dir: await temporaryFolder(t)});
	await engine.reached(id, 'downloading');
	const {port} = engine;
	const session = port instanceof LocalPort ? port.engine.torrents.get(id)! : undefined!;
	session.handleWriteFailed(0, new TorrentError('full', {code: 'ENOSPC', path: '/somewhere'}));
	t.is(session.status.state, 'error');
	session.handleVerified(1);
	t.is(session.status.diskFailure?.code, 'ENOSPC');
	const retryAt = session.nextDeadline();
	t.true(Number.isFinite(retryAt));

	session.tick(retryAt);
	await engine.until(() => session.isActive, 'the second try');
	t.is(session.status.error, null);
});
