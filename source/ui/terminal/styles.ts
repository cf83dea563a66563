/**
 * The styles of cells as small numbers: 0 is plain. A style is what a terminal needs to be told after a reset, kept as
 * its SGR parameters; equal styles have equal numbers, so cells are compared by two integers.
 */
export class Styles {
	readonly #numbers = new Map<string, number>([['', 0]]);
	readonly #parameters: string[] = [''];
	readonly #transitions = new Map<number, string>();

	/** The number of a style, by its SGR parameters in a fixed order. */
	numberOf(parameters: string): number {
		let number = this.#numbers.get(parameters);
		if (number === undefined) {
			number = this.#parameters.length;
			this.#numbers.set(parameters, number);
			this.#parameters.push(parameters);
		}
		return number;
	}

	/** The shortest sequence known from one style to another. */
	transition(from: number, to: number): string {
		if (from === to) {
			return '';
		}
		if (to === 0) {
			return '\x1B[m';
		}
		const key = from * 65_536 + to;
		let sequence = this.#transitions.get(key);
		if (sequence === undefined) {
			sequence = this.#sequence(this.#parameters[from] ?? '', this.#parameters[to] ?? '');
			this.#transitions.set(key, sequence);
		}
		return sequence;
	}

	/** Only what is added when nothing has to go; else a reset first. */
	#sequence(from: string, to: string): string {
		const before = new Set(from === '' ? [] : from.split(','));
		const after = to.split(',');
		const kinds = new Set(after.map(kindOf));
		const isKept = [...before].every(each => after.includes(each) || kinds.has(kindOf(each)));
		return isKept
			? `\x1B[${after.filter(each => !before.has(each)).join(';')}m`
			: `\x1B[0;${after.join(';')}m`;
	}
}

/** Two parameters of one kind replace each other: foreground, background, each attribute alone. */
function kindOf(parameter: string): string {
	if (/^(?:3[0-7]|9\d|38;)/.test(parameter)) {
		return 'fg';
	}
	return /^(?:4[0-7]|10\d|48;)/.test(parameter) ? 'bg' : parameter;
}

/** The pen of a terminal: takes SGR sequences as they come and says which style holds. */
export class Pen {
	#fg = '';
	#bg = '';
	readonly #attributes = new Set<string>();

	/** Back to plain. */
	reset(): void {
		this.#fg = '';
		this.#bg = '';
		this.#attributes.clear();
	}

	/** Applies the parameters between `ESC [` and `m`. */
	apply(parameters: string): void {
		const codes = parameters === '' ? ['0'] : parameters.split(';');
		for (let index = 0; index < codes.length; index++) {
			const code = Number(codes[index]);
			if (code === 38 || code === 48) {
				const length = codes[index + 1] === '5' ? 3 : 5;
				const color = codes.slice(index, index + length).join(';');
				if (code === 38) {
					this.#fg = color;
				} else {
					this.#bg = color;
				}
				index += length - 1;
			} else {
				this.#applyCode(code);
			}
		}
	}

	/** The parameters of the style that holds, in a fixed order, separated by commas. */
	get style(): string {
		const parts = [...this.#attributes].sort();
		if (this.#fg !== '') {
			parts.push(this.#fg);
		}
		if (this.#bg !== '') {
			parts.push(this.#bg);
		}
		return parts.join(',');
	}

	#applyCode(code: number): void {
		if (code === 0) {
			this.reset();
		} else if (code <= 9) {
			this.#attributes.add(String(code));
		} else if (code === 22) {
			this.#attributes.delete('1');
			this.#attributes.delete('2');
		} else if (code >= 23 && code <= 29) {
			this.#attributes.delete(String(code - 20));
		} else if (code === 39) {
			this.#fg = '';
		} else if (code === 49) {
			this.#bg = '';
		} else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) {
			this.#fg = String(code);
		} else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) {
			this.#bg = String(code);
		}
	}
}
