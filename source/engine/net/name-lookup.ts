import {isIP} from 'node:net';
import {describeSystemError} from './socket-failure.js';

/** Addresses of a host name, or a sentence when there are none. A literal address is its own. */
export const lookUpHost = async (host: string): Promise<readonly string[] | string> => {
	if (isIP(host) !== 0) {
		return [host];
	}

	const {lookup} = await import('node:dns/promises');
	try {
		const found = await lookup(host, {all: true});
		return [...new Set(found.map(({address}) => address))];
	} catch (error) {
		const failure = error as NodeJS.ErrnoException;
		const cause = failure.code === 'ENOTFOUND' ? 'name not found' : describeSystemError(failure);
		return `Could not look up peer ${host}: ${cause}`;
	}
};
