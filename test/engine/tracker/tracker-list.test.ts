import {createServer, type RequestListener} from 'node:http';
import type {AddressInfo} from 'node:net';
import test, {type ExecutionContext} from 'ava';
import type {AnnounceOutcome} from '../../../source/engine/tracker/announce-call.js';
import {HostResolver} from '../../../source/engine/tracker/host-resolver.js';
import {TrackerClient} from '../../../source/engine/tracker/tracker-client.js';
import {trackerFailure} from '../../../source/engine/tracker/tracker-failure.js';
import {TrackerList, type TrackerListOptions} from '../../../source/engine/tracker/tracker-list.js';
import type {AnnounceRequest} from '../../../source/protocol/announce.js';
import {encodeBencode} from '../../../source/protocol/bencode.js';
import {fromHex} from '../../../source/protocol/hex.js';
import type {PeerAddress} from '../../../source/protocol/peer-address.js';
import type {TrackerView} from '../../../source/store/engine-port.js';
import {testRequest} from './announces.js';
import {serveUdp} from './udp-tracker-server.js';

const a = 'http://a.example/announce';
const b = 'udp://b.example:1';

const answer: AnnounceOutcome = {
	response: {
		intervalMs: 60_000,
		minIntervalMs: null,
		seeds: 1,
		leechers: 2,
		peers: [{host: '1.2.3.4', port: 5}],
		warning: null,
		trackerId: Uint8Array.of(7),
		externalIp: null,
	},
	httpStatus: 200,
	dateSkewMs: null,
};

/** A list on virtual time, over a client that the test plays. */
class Trial {
	now = 0;
	readonly list: TrackerList;
	readonly addresses: Array<readonly [PeerAddress[], string]> = [];
	readonly views: TrackerView[] = [];
	readonly reports: string[] = [];
	/** Announces under way. */
	readonly calls: Array<{
		url: string;
		request: AnnounceRequest;
		signal: AbortSignal;
		tell(outcome: AnnounceOutcome): void;
		end(): Promise<void>;
	}> = [];

	constructor(change: Partial<TrackerListOptions> = {}) {
		this.list = new TrackerList({
			tiers: [[a], [b]],
			added: [],
			infoHash: testRequest.infoHash,
			peerId: testRequest.peerId,
			client: {
				announce: (url, request, {signal}, tell) => {
					const {promise, resolve} = Promise.withResolvers<void>();
					const end = async () => {
						resolve();
						// The list hears of it in its own turn.
						await promise;
						await Promise.resolve();
					};
					this.calls.push({url, request, signal, tell, end});
					return promise;
				},
			},
			amounts: () => ({uploaded: 1, downloaded: 2, left: 3}),
			port: () => 6881,
			timeoutMs: () => 15_000,
			now: () => this.now,
			random: () => 0.5,
			isOwnAddress: () => false,
			handleAddresses: (addresses, url) => this.addresses.push([[...addresses], url]),
			handleChange: view => this.views.push(view),
			report: (level, name, text) => this.reports.push(`${level} ${name}: ${text}`),
			...change,
		});
	}

	/** The announce that began last ends like this. */
	async finish(...outcomes: AnnounceOutcome[]): Promise<void> {
		const call = this.calls.at(-1)!;
		for (const outcome of outcomes) {
			call.tell(outcome);
		}
		await call.end();
	}
}

test('nothing is announced before the start', t => {
	const trial = new Trial();
	trial.list.tick(1000);
	trial.list.announceNow();
	t.is(trial.calls.length, 0);
	t.is(trial.list.nextDeadline(), Number.POSITIVE_INFINITY);
	t.deepEqual(
		trial.list.views.map(({state}) => state),
		['idle', 'idle'],
	);
});

test('an answer brings addresses, a view and a line of the log', async t => {
	const trial = new Trial();
	trial.list.start();
	t.is(trial.calls.length, 1);
	t.like(trial.calls[0]!.request, {
		event: 'started',
		port: 6881,
		uploaded: 1,
		downloaded: 2,
		left: 3,
		numwant: 200,
		key: 2 ** 31,
	});
	t.is(trial.views.at(-1)!.state, 'announcing');
	await trial.finish(answer);
	t.deepEqual(trial.addresses, [[[{host: '1.2.3.4', port: 5}], a]]);
	t.like(trial.views.at(-1), {state: 'working', seeds: 1, nextAnnounceAt: 60_000});
	t.deepEqual(trial.reports, [
		`info tracker-answered: Tracker ${a} gave 1 peer (1 seed, 2 leechers), next announce in 1m`,
	]);
	t.is(trial.list.nextDeadline(), 60_000);
	trial.now = 59_999;
	trial.list.tick(trial.now);
	t.is(trial.calls.length, 1);
	trial.now = 60_000;
	trial.list.tick(trial.now);
	t.like(trial.calls[1]!.request, {event: 'none', trackerId: Uint8Array.of(7), key: 2 ** 31});
});

test('a failure is told, and the next tier is asked at once', async t => {
	const trial = new Trial();
	trial.list.start();
	await trial.finish(trackerFailure('refused', 'connection refused'));
	t.deepEqual(trial.reports, [
		`warn tracker-failed: Tracker ${a} failed: connection refused; next try in 5s`,
	]);
	t.is(trial.calls[1]!.url, b);
	await trial.finish(trackerFailure('rejected', 'banned', {retryInMs: 'never'}));
	t.is(
		trial.reports[1],
		`warn tracker-rejected: Tracker ${b} refuses: banned; it does not want to be asked again`,
	);
	t.is(trial.list.nextDeadline(), 5000);
});

test('of two families the first answer counts, and the second adds its addresses', async t => {
	const trial = new Trial();
	trial.list.start();
	const other = {...answer, response: {...answer.response, peers: [{host: '::1', port: 6}]}};
	await trial.finish(answer, trackerFailure('timeout', 'x'), other);
	t.is(trial.addresses.length, 2);
	t.is(trial.reports.length, 1);
	t.like(trial.list.views[0], {state: 'working', failure: null});
});

test('when every family fails, the failure that says most is shown', async t => {
	const trial = new Trial();
	trial.list.start();
	await trial.finish(trackerFailure('unreachable', 'u'), trackerFailure('refused', 'r'));
	t.like(trial.list.views[0], {state: 'failing', failure: 'refused', failures: 1});
});

test('completed is announced at once where we are known', async t => {
	const trial = new Trial();
	trial.list.start();
	await trial.finish(answer);
	trial.list.handleCompleted();
	t.is(trial.calls.length, 2);
	t.is(trial.calls[1]!.request.event, 'completed');
});

test('without a port to listen on another than 0 is told', t => {
	const trial = new Trial({port: () => null});
	trial.list.start();
	t.is(trial.calls[0]!.request.port, 1);
});

test('the user’s trackers are asked beside the torrent’s, and only once each', t => {
	const trial = new Trial({added: ['http://mine.example/', 'rubbish', a]});
	t.deepEqual(
		trial.list.views.map(({url, tier}) => [url, tier]),
		[
			[a, 0],
			[b, 1],
			['http://mine.example/', 2],
		],
	);
	trial.list.start();
	t.deepEqual(
		trial.calls.map(({url}) => url),
		[a, 'http://mine.example/'],
	);
	t.true(trial.list.add('udp://more.example:5'));
	t.is(trial.calls[2]!.url, 'udp://more.example:5');
	t.false(trial.list.add('udp://more.example:5'));
	t.false(trial.list.add('ws://more.example'));
});

test('stop tells those that know us and takes no more answers', async t => {
	const trial = new Trial();
	trial.list.start();
	const first = trial.calls[0]!;
	first.tell(answer);
	trial.now = 60_000;
	trial.list.tick(trial.now);
	const pending = trial.calls[1]!;
	const stopped = trial.list.stop();
	t.true(pending.signal.aborted);
	const last = trial.calls[2]!;
	t.like(last.request, {event: 'stopped', numwant: 0});
	t.false(last.signal.aborted);
	const before = trial.addresses.length;
	pending.tell(answer);
	last.tell(answer);
	await Promise.all([first.end(), pending.end(), last.end(), stopped]);
	t.is(trial.addresses.length, before);
	t.is(trial.list.views[0]!.state, 'idle');
	t.is(trial.list.nextDeadline(), Number.POSITIVE_INFINITY);
	trial.list.start();
	t.is(trial.calls.at(-1)!.request.event, 'started');
});

test('stop tells those that may know us, and not those that never answered', async t => {
	const trial = new Trial();
	trial.list.start();
	await trial.finish(trackerFailure('refused', 'x'));
	t.is(trial.calls.length, 2);
	const stopped = trial.list.stop();
	t.deepEqual(
		trial.calls.slice(2).map(({url, request}) => [url, request.event]),
		// Just being told `started`.
		[[b, 'stopped']],
	);
	await trial.calls[2]!.end();
	await stopped;
	await trial.list.stop();
	t.is(trial.calls.length, 3);
});

test('a start soon after takes the stop back, and a second stop waits for the first', async t => {
	const trial = new Trial();
	trial.list.start();
	await trial.finish(answer);
	const stopped = trial.list.stop();
	t.is(trial.list.stop(), stopped);
	t.false(trial.calls[1]!.signal.aborted);
	trial.list.start();
	t.true(trial.calls[1]!.signal.aborted);
	t.deepEqual(
		trial.calls.map(({request}) => request.event),
		['started', 'stopped', 'started'],
	);
});

/** An HTTP tracker on this machine. */
async function serveHttp(t: ExecutionContext, handle: RequestListener): Promise<string> {
	const server = createServer(handle);
	const {promise, resolve} = Promise.withResolvers<void>();
	server.listen(0, '127.0.0.1', resolve);
	await promise;
	t.teardown(() => {
		server.close();
		server.closeAllConnections();
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/announce`;
}

function realClient(): TrackerClient {
	const now = () => performance.now();
	return new TrackerClient({
		resolver: new HostResolver(now),
		localAddresses: () => ({isBound: false}),
		userAgent: 'unchoke/test',
		now,
	});
}

test('over real sockets: a dead tracker, then one that works, then stopped', async t => {
	const events: string[] = [];
	const compact = Uint8Array.of(127, 0, 0, 1, 0, 80);
	const dead = await serveHttp(t, request => request.socket.destroy());
	const working = await serveHttp(t, (request, response) => {
		events.push(/event=(\w+)/.exec(request.url!)?.[1] ?? 'none');
		response.end(encodeBencode({interval: 60, peers: compact}));
	});
	const {promise, resolve} = Promise.withResolvers<readonly PeerAddress[]>();
	const trial = new Trial({
		tiers: [[dead], [working]],
		client: realClient(),
		now: () => performance.now(),
		handleAddresses: resolve,
	});
	trial.list.start();
	t.deepEqual(await promise, [{host: '127.0.0.1', port: 80}]);
	await trial.list.stop();
	t.deepEqual(events, ['started', 'stopped']);
	t.like(trial.list.views[0], {failure: 'http', failures: 1});
});

test('over real sockets: stop ends by itself though the tracker is dead', async t => {
	const {promise, resolve} = Promise.withResolvers<void>();
	let isDead = false;
	const connectionId = fromHex('1122334455667788')!;
	const udp = await serveUdp(t, ({action}) => {
		if (isDead) {
			return undefined;
		}
		return action === 0
			? {action, body: connectionId}
			: {action, body: fromHex('000007080000000500000004')!};
	});
	const trial = new Trial({
		tiers: [[udp.url]],
		client: realClient(),
		now: () => performance.now(),
		handleAddresses: () => resolve(),
		stopTimeoutMs: 100,
	});
	trial.list.start();
	await promise;
	isDead = true;
	await trial.list.stop();
	// The connection id of the announce before is still good.
	t.deepEqual(
		udp.seen.map(({action}) => action),
		[0, 1, 1],
	);
	t.is(udp.seen[2]!.bytes[83], 3);
});
