import type {Settings} from '../store/settings.js';
import type {CommandInput} from './command-table.js';
import {userConfiguration} from './config/configuration.js';
import type {Outcome} from './exit.js';
import {givenTimeout} from './flag-values.js';
import type {FlagValues} from './flags.js';
import {runHeadless} from './headless-run.js';
import {isLiveStream, openProgressLine} from './progress-line.js';
import {claimTorrents} from './running/claim.js';
import type {Seeding} from './session-end.js';
import {sessionItems} from './session-items.js';

/** `get` goes on after completion only when a flag says so; how long may stand in the config file. */
function givenSeeding(flags: FlagValues, settings: Settings): Seeding | null {
	const isWanted = flags.seed || flags.seedRatio !== undefined || flags.seedTime !== undefined;
	return isWanted ? {ratio: settings.seedRatio, timeMs: settings.seedTime} : null;
}

/** `unchoke get`: downloads without the screen and ends when everything is complete, or with the reason why it isn't. */
export async function runGet(input: CommandInput): Promise<Outcome> {
	const {flags} = input;
	const timeoutMs = givenTimeout(flags);
	const {settings} = await userConfiguration(flags);
	// JSON on the same terminal would run into a line that is drawn over itself.
	const isShared = flags.json && process.stdout.isTTY;
	const line = openProgressLine({isLive: isLiveStream(process.stderr) && !isShared});
	try {
		const items = await sessionItems(input, line);
		await claimTorrents(items);
		const seeding = givenSeeding(flags, settings);
		return await runHeadless({items, settings, flags, line, seeding, timeoutMs});
	} finally {
		line.close();
	}
}
