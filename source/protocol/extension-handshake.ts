/** What an extension handshake said (BEP 10), bounded and sanitised. */
export interface PeerExtensions {
	/** Client and version as the peer calls itself (`v`), escaped. */
	readonly client: string | null;
	/** Requests it lets stand at a time. */
	readonly reqq: number | null;
	/** BEP 21. */
	readonly isUploadOnly: boolean | null;
	/** TCP port it listens on (`p`). */
	readonly listenPort: number | null;
	/** Bytes of the info dictionary (BEP 9). */
	readonly metadataSize: number | null;
	/** Extension name → the id the peer wants it under. */
	readonly messages: ReadonlyMap<string, number>;
	/** Our address as the peer sees it: 4 or 16 bytes. */
	readonly yourIp: Uint8Array | null;
}
