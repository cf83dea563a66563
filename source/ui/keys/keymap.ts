import type {Command, Scope} from './command.js';

/** Which keys run a command, by its name; commands that are not named keep their own. */
export type KeyBindings = {readonly [command: string]: readonly string[]};

/** Keys and what they run. */
export class Keymap {
	/** All commands, in the order of the help. */
	readonly commands: readonly Command[];
	readonly #byKey = new Map<string, Command[]>();
	readonly #keys = new Map<string, readonly string[]>();

	/** The commands' own keys, and `bindings` in their stead. */
	constructor(commands: readonly Command[], bindings: KeyBindings = {}) {
		this.commands = commands;
		for (const command of commands) {
			const keys = bindings[command.name] ?? command.keys;
			this.#keys.set(command.name, keys);
			for (const key of keys) {
				this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), command]);
			}
		}
	}

	/** What a key runs where the focus is; a command for that place alone goes before one for everywhere. */
	find(key: string, scope: Scope): Command | undefined {
		const found = this.#byKey.get(key) ?? [];
		return (
			found.find(command => command.scopes?.includes(scope)) ??
			found.find(command => command.scopes === undefined)
		);
	}

	/** The keys of a command. */
	keysOf(command: Command): readonly string[] {
		return this.#keys.get(command.name) ?? [];
	}
}

/**
 * Checks bindings as they stand in a config file: the commands must exist and no two may take one key in one place.
 * Returns them, or a sentence that names the first that is wrong.
 */
export function checkBindings(
	commands: readonly Command[],
	bindings: KeyBindings,
): KeyBindings | string {
	for (const name of Object.keys(bindings)) {
		if (!commands.some(command => command.name === name)) {
			return `keys: there is no command ${name}`;
		}
	}
	const taken = new Map<string, string>();
	for (const command of commands) {
		for (const key of bindings[command.name] ?? command.keys) {
			for (const scope of command.scopes ?? ['']) {
				const before = taken.get(`${scope} ${key}`);
				if (before !== undefined) {
					return `keys: ${key} is taken by both ${before} and ${command.name}`;
				}
				taken.set(`${scope} ${key}`, command.name);
			}
		}
	}
	return bindings;
}
