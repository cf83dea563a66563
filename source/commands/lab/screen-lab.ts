import type {Scenario} from '../../lab/scenario.js';
import type {EngineEvent} from '../../store/engine-port.js';
import type {Configuration} from '../config/configuration.js';
import {type Outcome, UsageError} from '../exit.js';
import type {FlagValues} from '../flags.js';
import {runOnScreen} from '../screen-run.js';
import type {LabRun} from './lab-run.js';

/** What the log begins with: what there is to see, and that it is all here. */
function openingLines({name, summary, watch}: Scenario): EngineEvent[] {
	const texts = [`Lab ${name}: ${summary}; nothing of it leaves this machine`, `Look: ${watch}`];
	const about = {level: 'info', name: 'lab', torrentId: null, peerId: null, address: null} as const;
	return texts.map(text => ({type: 'log', epochMs: Date.now(), ...about, text}));
}

/** The scenario starts when the screen stands: the first frame waits for nothing. */
export async function runLabOnScreen(
	run: LabRun,
	flags: FlagValues,
	configuration: Configuration,
): Promise<Outcome> {
	const {scenario, stateDir} = run;
	if (scenario.us?.isPortTaken) {
		// It has to be so before our client listens.
		await run.lab;
	}
	return runOnScreen({
		...configuration,
		title: `lab: ${scenario.name}`,
		lesson: scenario.watch,
		initialEvents: openingLines(scenario),
		items: [],
		firstTexts: [scenario.name],
		openItem: async text => {
			if (text !== scenario.name) {
				throw new UsageError('the lab is for its own torrent: open others with unchoke');
			}
			return run.openItem();
		},
		flags,
		stateDir,
		isPassing: true,
	});
}
