/** A packet of a capture, as a program that never saw ours reads it. */
export interface ReadPacket {
	readonly epochMicros: number;
	readonly data: Buffer;
	readonly length: number;
	readonly comment: string | undefined;
}

/** A capture as far as ours go: one section, one interface. */
export interface ReadCapture {
	readonly program: string | undefined;
	readonly linkType: number;
	readonly packets: readonly ReadPacket[];
}

function readOptions(options: Buffer): Map<number, string> {
	const found = new Map<number, string>();
	for (let at = 0; at + 4 <= options.length; ) {
		const code = options.readUInt16LE(at);
		const length = options.readUInt16LE(at + 2);
		if (code === 0) {
			break;
		}
		found.set(code, options.subarray(at + 4, at + 4 + length).toString());
		at += 4 + length + (-length & 3);
	}
	return found;
}

/** Reads a pcapng file of little-endian blocks, and throws where a block is not as the format wants it. */
export function readCapture(file: Uint8Array): ReadCapture {
	const bytes = Buffer.from(file);
	let program: string | undefined;
	let linkType = -1;
	const packets: ReadPacket[] = [];
	for (let at = 0; at < bytes.length; ) {
		const type = bytes.readUInt32LE(at);
		const length = bytes.readUInt32LE(at + 4);
		if (length % 4 !== 0 || bytes.readUInt32LE(at + length - 4) !== length) {
			throw new Error(`the block at ${at} has the lengths ${length} and another`);
		}
		const body = bytes.subarray(at + 8, at + length - 4);
		if (type === 0x0a0d0d0a) {
			program = readOptions(body.subarray(16)).get(4);
		} else if (type === 1) {
			linkType = body.readUInt16LE(0);
		} else if (type === 6) {
			const captured = body.readUInt32LE(12);
			packets.push({
				epochMicros: body.readUInt32LE(4) * 2 ** 32 + body.readUInt32LE(8),
				data: body.subarray(20, 20 + captured),
				length: body.readUInt32LE(16),
				comment: readOptions(body.subarray(20 + captured + (-captured & 3))).get(1),
			});
		}
		at += length;
	}
	return {program, linkType, packets};
}
