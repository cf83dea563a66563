import type {CommandInput} from './command-table.js';
import {type Configuration, userConfiguration} from './config/configuration.js';
import {userFolders} from './config/folders.js';
import {type Outcome, UsageError} from './exit.js';
import {openProgressLine, type ProgressLine} from './progress-line.js';
import {claimFree, claimTorrents} from './running/claim.js';
import {sessionItems} from './session-items.js';
import type {SessionItem} from './session-torrent.js';
import {findUnfinished} from './unfinished.js';

/** The torrents named, or what earlier runs left unfinished. */
async function firstItems(
	input: CommandInput,
	line: ProgressLine,
): Promise<readonly SessionItem[]> {
	if (input.words.length > 0) {
		const named = await sessionItems(input, line);
		await claimTorrents(named);
		return named;
	}
	const left = await findUnfinished(userFolders().state);
	const {items, problems} = await claimFree(left.items);
	for (const problem of [...left.problems, ...problems]) {
		line.note(problem);
	}
	return items;
}

/** Where no screen can be drawn: the same torrents, told in plain lines. */
async function runPlainly(
	{flags}: CommandInput,
	{settings}: Configuration,
	items: readonly SessionItem[],
	line: ProgressLine,
): Promise<Outcome> {
	if (items.length === 0) {
		throw new UsageError('nothing was left unfinished: name a torrent (unchoke --help)');
	}
	line.note('no screen can be drawn here (a pipe, or a poor terminal): plain lines follow');
	const {runHeadless} = await import('./headless-run.js');
	return runHeadless({items, settings, flags, line, seeding: null, timeoutMs: null});
}

/** `unchoke`: the full screen, or plain lines where none can be drawn. */
export async function runScreenCommand(input: CommandInput): Promise<Outcome> {
	const {flags} = input;
	const configuration = await userConfiguration(flags);
	const line = openProgressLine();
	try {
		const items = await firstItems(input, line);
		const {canDrawScreen} = await import('../ui/can-draw-screen.js');
		if (!canDrawScreen(process, process.env)) {
			return await runPlainly(input, configuration, items, line);
		}
		line.close();
		const {runOnScreen} = await import('./screen-run.js');
		return await runOnScreen({
			...configuration,
			title: 'unchoke',
			items,
			flags,
			openItem: async text => {
				const quiet = {update: () => {}, note: () => {}, close: () => {}};
				const [item] = await sessionItems({words: [text], flags: {dir: flags.dir ?? '.'}}, quiet);
				await claimTorrents([item!]);
				return item!;
			},
		});
	} finally {
		line.close();
	}
}
