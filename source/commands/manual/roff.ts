/** Text of ours as roff takes it: no character of it is a command, and a hyphen stays what is typed. */
export function roffText(text: string): string {
	return text
		.replaceAll('\\', String.raw`\e`)
		.replaceAll('-', String.raw`\-`)
		.replace(/^[.']/gm, String.raw`\&$&`);
}

/** Bold. */
export function bold(text: string): string {
	return `\\fB${roffText(text)}\\fR`;
}

/** Italic or underlined: what stands for a value. */
export function italic(text: string): string {
	return `\\fI${roffText(text)}\\fR`;
}

/** A heading; `.SS` one level down. */
export function heading(title: string, level: 'SH' | 'SS' = 'SH'): string {
	return `.${level} "${roffText(title)}"`;
}

/** A paragraph. */
export function paragraph(text: string): string {
	return `.PP\n${roffText(text)}`;
}

/** A term (already marked) with what it means, indented under it. */
export function item(term: string, text: string): string {
	return `.TP\n${term}\n${roffText(text)}`;
}

/** Lines as they are typed. */
export function example(lines: readonly string[]): string {
	return ['.PP', '.EX', '.RS 4', ...lines.map(line => roffText(line)), '.RE', '.EE'].join('\n');
}
