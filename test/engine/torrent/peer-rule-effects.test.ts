import test from 'ava';
import {DiagnosticsClock} from '../../../source/commands/diagnostics-log.js';
import {Dialer} from '../../../source/engine/dialer.js';
import {swarmSettingsOf} from '../../../source/engine/torrent/swarm-settings-view.js';
import type {TorrentSession} from '../../../source/engine/torrent/torrent-session.js';
import {defaultSettings, type Settings} from '../../../source/store/settings.js';
import type {Peer} from '../../../source/swarm/peer.js';
import {
	type PeerRuleSettingName,
	peerRuleSettings,
} from '../../commands/config/peer-rule-settings.js';
import {World} from '../../swarm/world.js';

/** A torrent as the engine sets it up from the settings. Nobody dies of silence unless a setting says so. */
function world(settings: Partial<Settings>, have: readonly number[] = []): World {
	const patient = {...defaultSettings, deadPeerTimeout: Number.POSITIVE_INFINITY};
	return new World({
		settings: swarmSettingsOf({...patient, ...settings}, false),
		have,
		pieceCount: 200,
		isAudited: false,
	});
}

/** Virtual milliseconds until something holds, looked at ten times a second; Infinity when an hour is not enough. */
function wait(swarm: World, holds: () => boolean, ...alive: readonly Peer[]): number {
	const start = swarm.now;
	while (!holds()) {
		swarm.advance(100);
		for (const peer of alive) {
			swarm.torrent.handleKeepAlive(peer, swarm.now);
		}
		if (swarm.now - start > 3_700_000) {
			return Number.POSITIVE_INFINITY;
		}
	}
	return swarm.now - start;
}

function untilClosed(swarm: World, peer: Peer, reason: string): number {
	const waited = wait(swarm, () => swarm.reasonOf(peer) !== undefined);
	return swarm.reasonOf(peer) === reason ? waited : Number.NaN;
}

/**
 * What each setting of the peer rules does, measured: for a duration the virtual milliseconds until it acts, for a number how many
 * there are. A setting that nobody reads gives the same for two values.
 */
const effects: {readonly [Name in PeerRuleSettingName]: (value: Settings[Name]) => number} = {
	connectTimeout: value => {
		const swarm = world({connectTimeout: value});
		swarm.torrent.handleCandidates([{host: '10.5.5.5', port: 1}], 'tracker', swarm.now);
		return untilClosed(swarm, swarm.torrent.dial(swarm.now)!, 'connect-timeout');
	},
	handshakeTimeout: value => {
		const swarm = world({handshakeTimeout: value});
		return untilClosed(swarm, swarm.open(), 'handshake-timeout');
	},
	readTimeout: value => {
		const swarm = world({readTimeout: value, requestTimeout: 600_000});
		const peer = swarm.connect({has: 'all', isUnchoking: true});
		return wait(swarm, () => peer.isSnubbed, peer);
	},
	requestTimeout: value => {
		const swarm = world({requestTimeout: value});
		const peer = swarm.connect({has: 'all', isUnchoking: true});
		return wait(swarm, () => peer.requestsTimedOut > 0, peer);
	},
	availabilityTimeout: value => {
		const swarm = world({availabilityTimeout: value});
		return untilClosed(swarm, swarm.connect(), 'silent-after-handshake');
	},
	uselessGrace: value => {
		const swarm = world({uselessGrace: value, peerEvaluationInterval: 600_000}, [0]);
		const peer = swarm.connect({has: [0]});
		swarm.extensions(peer, {isUploadOnly: true});
		return untilClosed(swarm, peer, 'no-mutual-interest');
	},
	peerEvaluationInterval: value => {
		const swarm = world({peerEvaluationInterval: value, uselessAge: 0}, [0]);
		return untilClosed(swarm, swarm.connect({has: [0]}), 'no-mutual-interest');
	},
	uselessAge: value => {
		const swarm = world({uselessAge: value, peerEvaluationInterval: 1000}, [0]);
		const waited = untilClosed(swarm, swarm.connect({has: [0]}), 'no-mutual-interest');
		// An evaluation notices it within its interval.
		return Math.floor((waited - 1) / 1000) * 1000;
	},
	uselessPolicy: value => {
		const swarm = world({uselessPolicy: value}, [0]);
		const peer = swarm.connect({has: [0]});
		swarm.advanceAlive(300_000, peer);
		return swarm.closed.length;
	},
	keepAliveInterval: value => {
		const swarm = world({keepAliveInterval: value});
		const peer = swarm.connect({has: 'all'});
		return wait(swarm, () => swarm.sentTo(peer, 'keepAlive').length > 0, peer);
	},
	deadPeerTimeout: value => {
		const swarm = world({deadPeerTimeout: value});
		return untilClosed(swarm, swarm.connect({has: 'all'}), 'dead-peer');
	},
	diagnosticsInterval: value => {
		const clock = new DiagnosticsClock(value);
		let now = 0;
		while (!clock.isDue(now)) {
			now += 1000;
		}
		return now;
	},
	pipelineDepth: value =>
		world({pipelineDepth: value}).connect({has: 'all', isUnchoking: true}).outstanding,
	uploadSlots: value => {
		const swarm = world({uploadSlots: value}, [0]);
		const peers = Array.from({length: 10}, () => swarm.connect());
		return peers.filter(({amChoking}) => !amChoking).length;
	},
	maxPeersPerTorrent: value => {
		const swarm = world({maxPeersPerTorrent: value});
		const address = (number: number) => ({host: `10.1.0.${number}`, port: 1});
		const taken = Array.from({length: 100}, (_, number) =>
			swarm.torrent.handleIncoming(address(number), swarm.now),
		);
		return taken.filter(peer => peer !== 'too-many-connections').length;
	},
	maxHalfOpen: value => {
		const connection = {isClosed: false, phase: 'connecting'};
		const torrent = {isDialWanted: () => true, yieldDial: () => false};
		const swarm = {torrent, dial: () => ({...connection})};
		const dialer = new Dialer();
		const limits = {maxHalfOpen: value, maxPeers: 1000};
		dialer.run([{isActive: true, swarm} as unknown as TorrentSession], 0, limits, 0);
		return dialer.halfOpen;
	},
};

/** Values to try, and the effect of each: the value itself where nothing else is said. */
const tried: {
	readonly [Name in PeerRuleSettingName]?: ReadonlyArray<readonly [Settings[Name], number]>;
} = {
	uselessPolicy: [
		['strict', 1],
		['pressure', 0],
	],
	pipelineDepth: [
		['auto', 8],
		[1, 1],
		[10, 10],
		[300, 300],
	],
	uploadSlots: [
		[0, 0],
		[4, 4],
		[7, 7],
	],
	maxPeersPerTorrent: [
		[1, 1],
		[80, 80],
	],
	maxHalfOpen: [
		[1, 1],
		[32, 32],
		[500, 500],
	],
};

function measure<Name extends PeerRuleSettingName>(name: Name, value: Settings[Name]): number {
	return effects[name](value);
}

for (const name of Object.keys(peerRuleSettings) as PeerRuleSettingName[]) {
	test(`${name} takes effect in the engine`, t => {
		const given = peerRuleSettings[name].good.map(([, value]) => value);
		const pairs =
			tried[name] ??
			[peerRuleSettings[name].default, ...given].map(value => [value, value] as const);
		for (const [value, expected] of pairs) {
			const effect = measure(name, value as Settings[typeof name]);
			t.true(Math.abs(effect - Number(expected)) <= 100, `${value}: ${effect}`);
		}
	});
}
