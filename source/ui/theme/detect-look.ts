import type {Settings} from '../../store/settings.js';
import {hasUnicode} from './has-unicode.js';
import {type ColorCount, createLook, type Look} from './look.js';

/** The parts of a terminal's stream that tell what it can show. */
export interface ColorStream {
	getColorDepth?(env?: Record<string, string | undefined>): number;
}

/** The look the settings ask for, as far as the terminal and the locale can show it. */
export function detectLook(
	settings: Settings,
	env: Readonly<Record<string, string | undefined>>,
	stdout: ColorStream,
): Look {
	const isAscii = settings.ascii || !hasUnicode(env);
	return createLook(settings.theme, settings.color ? colorCount(env, stdout) : 0, isAscii);
}

/** `NO_COLOR` (any value but the empty one) wins, then what Node makes of TERM and COLORTERM. */
export function colorCount(
	env: Readonly<Record<string, string | undefined>>,
	stdout: ColorStream,
): ColorCount {
	if ((env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb') {
		return 0;
	}
	const bits = stdout.getColorDepth?.({...env}) ?? 4;
	if (bits >= 8) {
		return 256;
	}
	return bits >= 4 ? 16 : 0;
}
