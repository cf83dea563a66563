import type {Settings} from '../../store/settings.js';
import type {SwarmSettings} from '../../swarm/swarm-settings.js';

/** A torrent's view of the settings; written only by {@link updateSwarmSettings}. */
export type LiveSwarmSettings = {-readonly [Name in keyof SwarmSettings]: SwarmSettings[Name]};

/** What of the settings a torrent's decisions read. `isSequential` can be asked for one torrent alone. */
export const swarmSettingsOf = (settings: Settings, isSequential: boolean): LiveSwarmSettings => ({
	connectTimeout: settings.connectTimeout,
	handshakeTimeout: settings.handshakeTimeout,
	readTimeout: settings.readTimeout,
	requestTimeout: settings.requestTimeout,
	availabilityTimeout: settings.availabilityTimeout,
	uselessGrace: settings.uselessGrace,
	peerEvaluationInterval: settings.peerEvaluationInterval,
	uselessAge: settings.uselessAge,
	uselessPolicy: settings.uselessPolicy,
	keepAliveInterval: settings.keepAliveInterval,
	deadPeerTimeout: settings.deadPeerTimeout,
	pipelineDepth: settings.pipelineDepth,
	uploadSlots: settings.uploadSlots,
	maxPeersPerTorrent: settings.maxPeersPerTorrent,
	isSequential: isSequential || settings.sequential,
	pex: settings.pex,
});
