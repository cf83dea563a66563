/** The engine's clock: milliseconds that never go back, whatever happens to the wall clock. Zero is the process's start. */
export const monotonicNow = (): number => performance.now();
