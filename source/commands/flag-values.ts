import {parseTrackerUrl, parseWebUrl} from '../protocol/tracker-url.js';
import {parseDuration} from './config/parse-duration.js';
import {UsageError} from './exit.js';
import type {FlagValues} from './flags.js';
import {typedText} from './typed-text.js';

/**
 * Reads every value of a flag that can be repeated.
 * @throws UsageError with `rule` and the first value that is wrong.
 */
export function readAll<Value>(
	texts: readonly string[] | undefined,
	read: (text: string) => Value | undefined,
	rule: string,
): readonly Value[] {
	return (texts ?? []).map(text => {
		const value = read(text);
		if (value === undefined) {
			throw new UsageError(`${rule}, got ${typedText(text)}`);
		}
		return value;
	});
}

/** The trackers of `--tracker`. */
export function givenTrackers({tracker}: FlagValues): readonly string[] {
	const rule = '--tracker must be an http, https or udp URL, the last with a port';
	return readAll(tracker, parseTrackerUrl, rule);
}

/** The web seeds of `--web-seed`. */
export function givenWebSeeds({webSeed}: FlagValues): readonly string[] {
	return readAll(webSeed, parseWebUrl, '--web-seed must be an http or https URL');
}

/** `--timeout` in milliseconds; null when it wasn't given. */
export function givenTimeout({timeout}: FlagValues): number | null {
	return givenDuration('--timeout', timeout);
}

/** `--for` in milliseconds; null when it wasn't given. */
export function givenFor(flags: FlagValues): number | null {
	return givenDuration('--for', flags.for);
}

/**
 * `--replay`: the number of a lab's run; undefined when it wasn't given.
 * @throws UsageError when it is no whole number from 0 to 4294967295.
 */
export function givenReplay({replay}: FlagValues): number | undefined {
	const number = Number(replay);
	if (replay !== undefined && !(/^\d{1,10}$/.test(replay) && number < 2 ** 32)) {
		throw new UsageError(
			`--replay must be a whole number up to 4294967295, got ${typedText(replay)}`,
		);
	}
	return replay === undefined ? undefined : number;
}

/** `--speed`: how many times as fast a lab runs; undefined when it wasn't given. */
export function givenSpeed({speed}: FlagValues): number | undefined {
	const number = Number(speed);
	if (speed !== undefined && !(/^\d+(\.\d+)?$/.test(speed) && number >= 1 && number <= 100)) {
		throw new UsageError(`--speed must be a number from 1 to 100, got ${typedText(speed)}`);
	}
	return speed === undefined ? undefined : number;
}

function givenDuration(flag: string, text: string | undefined): number | null {
	const ms = text === undefined ? null : parseDuration(text);
	if (ms === undefined || ms === 0) {
		throw new UsageError(
			`${flag} must be a duration such as 30s, 2m or 1h30m, got ${typedText(text ?? '')}`,
		);
	}
	return ms;
}
