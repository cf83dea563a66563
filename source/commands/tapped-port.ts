import type {EngineMessage, EnginePort} from '../store/engine-port.js';

/** The same port, whose messages are also heard here, each after its listener has had it. Meant for one listener. */
export function tapPort(port: EnginePort, hear: (message: EngineMessage) => void): EnginePort {
	return {
		send: intent => port.send(intent),
		close: () => port.close(),
		listen: listener =>
			port.listen(message => {
				listener(message);
				hear(message);
			}),
	};
}
