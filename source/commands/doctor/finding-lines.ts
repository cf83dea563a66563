import type {Finding} from '../../store/finding.js';
import type {Look} from '../../ui/theme/look.js';
import {durationText} from '../amounts.js';
import {paintedMark, wrapped} from './checklist-lines.js';

const marks = {info: 'waiting', warn: 'poor', error: 'bad'} as const;

/** The id and the headline, as they stand in a list. */
export function headlineText({id, severity, headline}: Finding, look: Look, width: number): string {
	const lead = `${paintedMark(marks[severity], look)} ${id.padEnd(4)} `;
	return `  ${lead}${wrapped(headline, width, ' '.repeat(9), look)}`;
}

/** A finding with all there is to it: since when, the evidence, what to do, where to read more. */
export function findingText(finding: Finding, look: Look, width: number, epochMs: number): string {
	const inner = ' '.repeat(9);
	const paragraph = (text: string): string => `${inner}${wrapped(text, width, `${inner}  `, look)}`;
	const forMs = Math.max(0, epochMs - finding.since);
	return [
		headlineText(finding, look, width),
		...finding.evidence.map(({text}) => paragraph(text)),
		...finding.actions.map(({label, command}) =>
			paragraph(`${look.glyphs.arrow} ${label}${command === null ? '' : ` (${command})`}`),
		),
		look.paint('faint', paragraph(`for ${durationText(forMs)}; see ${finding.reference}`)),
	].join('\n');
}
