import test from 'ava';
import {UserPeers} from '../../../source/engine/torrent/user-peers.js';
import {HostResolver} from '../../../source/engine/tracker/host-resolver.js';
import type {Torrent} from '../../../source/swarm/torrent.js';

function userPeers(lookup: ConstructorParameters<typeof HostResolver>[1]) {
	const told: unknown[] = [];
	const problems: string[] = [];
	const torrent = {
		handleCandidates: (addresses: unknown, source: unknown) => told.push([addresses, source]),
	} as unknown as Torrent;
	const swarm = {torrent, hurry: () => {}};
	const resolver = new HostResolver(() => 0, lookup);
	return {peers: new UserPeers(swarm, resolver, text => problems.push(text)), told, problems};
}

test('a name becomes a candidate for each of its addresses', async t => {
	const {peers, told} = userPeers(async () => [
		{address: '192.0.2.1', family: 4},
		{address: '2001:db8::1', family: 6},
	]);
	await peers.add('seedbox.example', 6881);
	t.deepEqual(told, [
		[
			[
				{host: '192.0.2.1', port: 6881},
				{host: '2001:db8::1', port: 6881},
			],
			'user',
		],
	]);
});

test('a literal address is not looked up', async t => {
	const {peers, told} = userPeers(async () => t.fail() as never);
	await peers.add('::1', 1);
	t.deepEqual(told, [[[{host: '::1', port: 1}], 'user']]);
});

test('a name that does not exist is told in a sentence', async t => {
	const {peers, told, problems} = userPeers(async () => {
		throw Object.assign(new Error('no'), {code: 'ENOTFOUND'});
	});
	await peers.add('no.such.name', 6881);
	t.deepEqual(told, []);
	t.deepEqual(problems, ['Could not look up peer no.such.name: name not found']);
});

test('a torrent that goes does not wait for a name server, nor hear of it', async t => {
	const {peers, told, problems} = userPeers(() => new Promise(() => {}));
	const adding = peers.add('slow.example', 6881);
	peers.close();
	await adding;
	t.deepEqual([told, problems], [[], []]);
});
