/** Findings that no scenario shows, each with the reason: what sockets on one machine can't do, or what the engine has no part for yet. */
export const unproducible: Readonly<Record<string, string>> = {
	E12: 'needs a DHT: the engine has none yet',
	E16: 'needs uTP: the engine has none yet',
	E30: 'needs metadata from peers (BEP 9): the engine takes no magnet links yet',
	E31: 'would be a fault of our own: peers can’t cause it, and a tested engine has no switch for it',
	E35: 'needs a slow disk: a folder can’t be made slow without root',
	E36: 'needs a processor that is too slow: what that takes differs from machine to machine',
	E37: 'needs a line with a queue that fills: the loopback has none',
};
