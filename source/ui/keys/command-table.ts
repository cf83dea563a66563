import {columnCommands} from './column-commands.js';
import type {Command} from './command.js';
import {lookCommands} from './look-commands.js';
import {moveCommands} from './move-commands.js';
import {peerCommands} from './peer-commands.js';
import {programCommands} from './program-commands.js';
import {torrentCommands} from './torrent-commands.js';

/** Everything that can be done on the screen, in the order of the help. */
export const commandTable: readonly Command[] = [
	...moveCommands,
	...lookCommands,
	...columnCommands,
	...torrentCommands,
	...peerCommands,
	...programCommands,
];
