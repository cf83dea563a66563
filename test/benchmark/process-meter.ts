import {readdirSync, readFileSync} from 'node:fs';

/** Clock ticks a second in /proc; 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** What a process tree has used, in seconds and bytes. */
export interface Usage {
	readonly cpuSeconds: number;
	/** The kernel's own high-water mark, summed over the tree. */
	readonly peakBytes: number;
}

/** Fields of /proc/PID/stat from the state on, or undefined when the process is gone. */
function statFields(pid: number | 'self'): readonly string[] | undefined {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The name may hold spaces and parentheses.
		return text.slice(text.lastIndexOf(')') + 2).split(' ');
	} catch {
		return undefined;
	}
}

/** CPU seconds of our own children that have ended. */
export function endedChildrenSeconds(): number {
	const fields = statFields('self') ?? [];
	return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
}

function peakBytesOf(pid: number): number {
	try {
		const status = readFileSync(`/proc/${pid}/status`, 'utf8');
		return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024;
	} catch {
		return 0;
	}
}

function childrenOf(pid: number): number[] {
	try {
		return readdirSync(`/proc/${pid}/task`).flatMap(thread =>
			readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
				.split(' ')
				.filter(Boolean)
				.map(Number),
		);
	} catch {
		return [];
	}
}

/** What the process and its descendants have used until now. */
export function usageOf(pid: number): Usage {
	const fields = statFields(pid);
	if (fields === undefined) {
		return {cpuSeconds: 0, peakBytes: 0};
	}

	// Its own, and that of its children that have ended.
	const own = fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / ticksPerSecond;
	const children = childrenOf(pid).map(usageOf);
	return {
		cpuSeconds: own + children.reduce((sum, child) => sum + child.cpuSeconds, 0),
		peakBytes: peakBytesOf(pid) + children.reduce((sum, child) => sum + child.peakBytes, 0),
	};
}

/** CPU seconds the whole machine has spent on anything. */
function machineSeconds(): number {
	const [, user, nice, system] = readFileSync('/proc/stat', 'utf8').split(/\s+/);
	return (Number(user) + Number(nice) + Number(system)) / ticksPerSecond;
}

/** Samples a process from its start, so that its peak is known though it ends by itself. */
export class ProcessMeter {
	peakBytes = 0;
	readonly #pid: number;
	readonly #timer: NodeJS.Timeout;
	readonly #startSeconds: number;
	readonly #endedSeconds = endedChildrenSeconds();
	readonly #machineSeconds = machineSeconds();
	readonly #ownSeconds = process.cpuUsage();
	readonly #startedAt = performance.now();

	constructor(pid: number) {
		this.#pid = pid;
		this.#startSeconds = usageOf(pid).cpuSeconds;
		this.#timer = setInterval(() => {
			this.#sample();
		}, 50);
		this.#sample();
	}

	#sample(): void {
		this.peakBytes = Math.max(this.peakBytes, usageOf(this.#pid).peakBytes);
	}

	/** CPU seconds since the meter was made; right also when the process has ended and no other child has meanwhile. */
	stop(): number {
		this.#sample();
		clearInterval(this.#timer);
		const {cpuSeconds} = usageOf(this.#pid);
		return cpuSeconds > 0
			? cpuSeconds - this.#startSeconds
			: endedChildrenSeconds() - this.#endedSeconds - this.#startSeconds;
	}

	/** How much of one core everybody else took since the meter was made, in percent; above 50 the times mean little. */
	othersPercent(knownSeconds: number): number {
		const own = process.cpuUsage(this.#ownSeconds);
		const all = machineSeconds() - this.#machineSeconds;
		const seconds = (performance.now() - this.#startedAt) / 1000;
		return Math.max(0, ((all - knownSeconds - (own.user + own.system) / 1e6) / seconds) * 100);
	}
}
