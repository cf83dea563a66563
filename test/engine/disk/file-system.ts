import {execFileSync} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import type {ExecutionContext} from 'ava';
import {temporaryFolder} from './sample-torrent.js';

/** Why a test that mounts something cannot run here; undefined when it can. */
export const noMountsReason =
	process.platform !== 'linux'
		? 'mounts are made with Linux commands'
		: process.getuid?.() !== 0
			? 'mounting needs root'
			: undefined;

/** Mounts for the time of a test; returns false when the machine forbids it even to root. */
function mount(t: ExecutionContext, mountPoint: string, args: readonly string[]): boolean {
	try {
		execFileSync('mount', [...args, mountPoint], {stdio: 'pipe'});
	} catch {
		return false;
	}
	t.teardown(() => execFileSync('umount', ['-l', mountPoint]));
	return true;
}

/** A file system of `bytes` in memory, on a new folder; undefined when mounting is forbidden. */
export async function smallDisk(t: ExecutionContext, bytes: number): Promise<string | undefined> {
	const mountPoint = join(await temporaryFolder(t), 'small');
	mkdirSync(mountPoint);
	return mount(t, mountPoint, ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs'])
		? mountPoint
		: undefined;
}

/** A file system that takes no writes any more once `fill` has put its files there; undefined when mounting is forbidden. */
export async function readOnlyDisk(
	t: ExecutionContext,
	fill: (dir: string) => Promise<void> = async () => {},
): Promise<string | undefined> {
	const dir = await smallDisk(t, 2 ** 20);
	if (dir === undefined) return undefined;
	await fill(dir);
	execFileSync('mount', ['-o', 'remount,ro', dir], {stdio: 'pipe'});
	return dir;
}
