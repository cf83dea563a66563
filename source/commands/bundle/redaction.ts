import {homedir} from 'node:os';
import {parseIpAddress} from '../../protocol/ip-address.js';
import {redactUrl} from '../../protocol/tracker-url.js';

/** What could be an address: IPv4, or hexadecimal groups with colons. */
const ipv4 = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g;
const ipv6 = /(?<![\w:.])[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}(?:\.\d{1,3}){0,3}(?![\w:])/gi;
const url = /\b(?:https?|udp|wss?):\/\/[^\s"'“”<>]+/gi;
/** A peer id in hex: what the client is stands in its first eight bytes, who it is in the others. */
const peerId = /^([\da-f]{16})[\da-f]{24}$/i;

/** How a bundle is made fit to be sent to somebody else. */
export interface RedactionOptions {
	/** Addresses of peers, trackers and ourselves too. */
	readonly hidesAddresses: boolean;
	/** Whose home folder is called `~`. */
	readonly home?: string;
}

/**
 * Takes out of a bundle what its reader need not know: keys in URLs, the name of the home folder, and on request every
 * address. The same address gets the same name everywhere, so that what belongs together stays together.
 */
export class Redaction {
	readonly #hidesAddresses: boolean;
	readonly #home: string;
	readonly #names = new Map<string, string>();

	constructor({hidesAddresses, home = homedir()}: RedactionOptions) {
		this.#hidesAddresses = hidesAddresses;
		this.#home = home;
	}

	/** The same value with every string in it redacted. */
	value<Value>(value: Value): Value {
		return this.#walk(value, '') as Value;
	}

	/** One string. */
	text(text: string): string {
		// What has the mark of a redaction has been through it.
		const withoutKeys = text.replace(url, match =>
			match.includes('…') ? match : redactUrl(match),
		);
		const withoutHome =
			this.#home.length > 1 ? withoutKeys.replaceAll(this.#home, '~') : withoutKeys;
		return this.#hidesAddresses
			? withoutHome
					.replace(ipv4, match => this.#name(match))
					.replace(ipv6, match => this.#name(match))
			: withoutHome;
	}

	#walk(value: unknown, key: string): unknown {
		if (typeof value === 'string') {
			return key === 'remotePeerId' && this.#hidesAddresses
				? value.replace(peerId, '$1…')
				: this.text(value);
		}
		if (Array.isArray(value)) {
			return value.map(each => this.#walk(each, key));
		}
		if (typeof value === 'object' && value !== null) {
			return Object.fromEntries(
				Object.entries(value).map(([name, each]) => [name, this.#walk(each, name)]),
			);
		}
		return value;
	}

	#name(address: string): string {
		if (parseIpAddress(address) === undefined) {
			return address;
		}
		const known = this.#names.get(address);
		const name = known ?? `address-${this.#names.size + 1}`;
		this.#names.set(address, name);
		return name;
	}
}
