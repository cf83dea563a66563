import {spawnSync} from 'node:child_process';
import {networkInterfaces} from 'node:os';

/** Foreign clients run only where nothing but loopback exists: a network namespace of their own. */
const insideVariable = 'LOOPBACK_ONLY';

/** Ways to get a namespace, best first: as root with processes that end with it, plainly, and as a user. */
const unshareFlags = [
	['-n', '-p', '-f', '--kill-child', '--mount-proc'],
	['-r', '-n', '-p', '-f', '--kill-child', '--mount-proc'],
	['-n'],
];

/** Addresses of the namespace, one for each program: some clients don't take 127.0.0.1 for a peer. `number` is 1 to 254. */
export function loopbackAddress(number: number): string {
	return `10.77.0.${number}`;
}

// A network on the loopback device is local as a whole: every address of it can be bound.
const setUp = [
	'ip link set lo up',
	`ip address add ${loopbackAddress(1)}/24 dev lo`,
	'exec "$@"',
].join(' && ');

/** The command that runs another inside of a namespace, or undefined where that isn't possible. */
export function namespaceCommand(): readonly string[] | undefined {
	const flags = unshareFlags.find(
		each => spawnSync('unshare', [...each, 'sh', '-c', 'ip link set lo up']).status === 0,
	);
	return flags === undefined ? undefined : ['unshare', ...flags, 'sh', '-c', setUp, 'sh'];
}

/** True inside, after making sure that there is no way out. */
export function isLoopbackOnly(): boolean {
	if (process.env[insideVariable] !== '1') {
		return false;
	}

	const others = Object.keys(networkInterfaces()).filter(name => name !== 'lo');
	if (others.length > 0) {
		throw new Error(`not only loopback here: ${others.join(' ')}`);
	}

	return true;
}

/** The environment that tells a program that it is inside. */
export const insideEnvironment = {[insideVariable]: '1'};
