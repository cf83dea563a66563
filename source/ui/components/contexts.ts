import {createContext, use} from 'react';
import {useStore} from 'zustand';
import {useShallow} from 'zustand/react/shallow';
import type {StoreApi} from 'zustand/vanilla';
import type {Frame} from '../state/frame.js';
import {LineHandles} from '../terminal/line-handles.js';

/** Where the frames come from; given once, around the screen. */
export const FramesContext = createContext<StoreApi<Frame> | null>(null);

/** The characters that stand for lines; given once, around the screen. */
export const HandlesContext = createContext(new LineHandles());

/** A part of the frame. A component is drawn again only when its part is not the same object any more. */
export function useFrame<Part>(select: (frame: Frame) => Part): Part {
	const frames = use(FramesContext);
	if (frames === null) {
		throw new Error('a part of the screen stands outside of it');
	}
	return useStore(frames, select);
}

/** Lines drawn from the frame. A component is drawn again only when one of its lines changed. */
export function useLines(draw: (frame: Frame) => readonly string[]): readonly string[] {
	return useFrame(useShallow(draw));
}
