import {PassThrough} from 'node:stream';
import {type Instance, render} from 'ink';
import type {StoreApi} from 'zustand/vanilla';
import type {Frame} from '../state/frame.js';
import type {FrameStream} from '../terminal/frame-stream.js';
import type {LineHandles} from '../terminal/line-handles.js';
import {FramesContext, HandlesContext} from './contexts.js';
import {Screen} from './screen.js';

/**
 * Hands the screen to Ink, which writes whole frames into our stream (`debug`). Its own incremental writer takes 4 ms more a
 * frame and three times the bytes of ours, and would write to a terminal that does not read.
 */
export function renderScreen(
	frames: StoreApi<Frame>,
	handles: LineHandles,
	stream: FrameStream,
): Instance {
	return render(
		<FramesContext value={frames}>
			<HandlesContext value={handles}>
				<Screen />
			</HandlesContext>
		</FramesContext>,
		{
			stdout: stream,
			stdin: new PassThrough(),
			debug: true,
			interactive: false,
			patchConsole: false,
			exitOnCtrlC: false,
			isScreenReaderEnabled: false,
		},
	);
}
