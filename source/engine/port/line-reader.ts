import type {Socket} from 'node:net';

/**
 * Reads a socket line by line. A line over `maxLength` bytes ends the socket: nobody who speaks this language writes one.
 */
export function readLines(
	socket: Socket,
	maxLength: number,
	handleLine: (line: string) => void,
): void {
	let chunks: Buffer[] = [];
	let length = 0;
	socket.on('data', (data: Buffer) => {
		let from = 0;
		for (let end = data.indexOf(10, from); end !== -1; end = data.indexOf(10, from)) {
			const line = Buffer.concat([...chunks, data.subarray(from, end)]).toString();
			chunks = [];
			length = 0;
			from = end + 1;
			handleLine(line);
		}
		if (from < data.length) {
			const rest = data.subarray(from);
			chunks.push(rest);
			length += rest.length;
			if (length > maxLength) {
				socket.destroy();
			}
		}
	});
}

/** The value of a line of JSON; undefined where it is none. */
export function parseJson(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}
