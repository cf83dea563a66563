import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {commandNames, commandsTable} from '../../source/commands/command-table.js';
import {flagHelpName} from '../../source/commands/flags.js';
import {refused, runCli, temporaryFolder} from './cli.js';

async function script(t: ExecutionContext, shell: string): Promise<string> {
	const {status, stdout} = await runCli(t, ['completion', shell]);
	t.is(status, 0);
	return stdout;
}

test('the script of each shell has every command and every flag', async t => {
	for (const shell of ['bash', 'zsh', 'fish']) {
		const text = await script(t, shell);
		for (const name of commandNames) {
			t.regex(text, new RegExp(`\\b${name}\\b`), `${name} for ${shell}`);
			for (const flag of commandsTable[name]!.flags) {
				const word = flagHelpName(flag).slice(2);
				t.true(
					text.includes(shell === 'fish' ? `-l ${word}` : `--${word}`),
					`${word} for ${shell}`,
				);
			}
		}
	}
});

test('bash completes commands, flags of the command, and their values', async t => {
	const folder = temporaryFolder(t);
	const path = join(folder, 'unchoke.bash');
	writeFileSync(path, await script(t, 'bash'));
	writeFileSync(join(folder, 'two words.torrent'), '');
	const complete = (...words: readonly string[]): readonly string[] => {
		const program = `source ${path}; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _unchoke; printf '%s\\n' "\${COMPREPLY[@]}"`;
		const output = execFileSync('bash', ['-c', program, 'bash', ...words], {cwd: folder});
		return output.toString().trimEnd().split('\n');
	};
	t.deepEqual(complete('unchoke', 'ge'), ['get']);
	t.deepEqual(complete('unchoke', 'get', '--no-d'), ['--no-dht']);
	t.deepEqual(complete('unchoke', '--json', 'show', '--no-'), ['--no-color']);
	t.deepEqual(complete('unchoke', 'get', '--encryption', ''), ['off', 'prefer', 'require']);
	t.deepEqual(complete('unchoke', 'get', '--log-level', 'w'), ['warn']);
	t.deepEqual(complete('unchoke', 'doctor', '--set', 'maxPeersP'), ['maxPeersPerTorrent=']);
	t.deepEqual(complete('unchoke', 'doctor', 'x', '--bundle', 'two'), ['two words.torrent']);
	t.deepEqual(complete('unchoke', 'lab', 'mix'), ['mixed']);
	t.deepEqual(complete('unchoke', 'completion', ''), ['bash', 'zsh', 'fish']);
	t.deepEqual(complete('unchoke', 'get', 'two'), ['two words.torrent']);
});

test('another shell is refused with the nearest', async t => {
	refused(t, await runCli(t, ['completion', 'zhs']), 2, 'zhs', 'did you mean zsh?');
});
