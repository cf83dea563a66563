import {readFile} from 'node:fs/promises';
import {promisify} from 'node:util';

/**
 * When a process began, in words of the system that no later process of the same number shares.
 * @returns undefined when no such process runs, or it is dead and only not buried yet.
 */
export async function processBirth(pid: number): Promise<string | undefined> {
	try {
		return process.platform === 'linux' ? await birthOnLinux(pid) : await birthElsewhere(pid);
	} catch {
		return undefined;
	}
}

/** proc(5): state is the third field, the start in ticks since boot the 22nd; the second, a name, may hold anything. */
async function birthOnLinux(pid: number): Promise<string | undefined> {
	const text = await readFile(`/proc/${pid}/stat`, 'latin1');
	const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
	return isDead(fields[0]) ? undefined : fields[19];
}

async function birthElsewhere(pid: number): Promise<string | undefined> {
	if (process.platform === 'win32') {
		process.kill(pid, 0);
		return 'runs';
	}
	// It brings half of Node's network with it, which Linux has no use for here.
	const {execFile} = await import('node:child_process');
	const {stdout} = await promisify(execFile)('ps', ['-p', String(pid), '-o', 'state=,lstart=']);
	const [state, ...start] = stdout.trim().split(/\s+/);
	return isDead(state) ? undefined : start.join(' ');
}

function isDead(state: string | undefined): boolean {
	return state === undefined || /^[ZXx]/.test(state);
}
